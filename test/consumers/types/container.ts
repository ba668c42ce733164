import { StuntfaceContainer } from "stuntface/testcontainers";

export const container = new StuntfaceContainer("stuntface:1")
  .withOptions({ didit: { keys: ["a"] }, admin: { token: "a-long-token" } })
  .withScenarios({ "own.yaml": "outcome: real" })
  .start()
  .then(({ admin, url }) => [admin.space("x"), url.length, admin.clock.advance(3)]);
