import { createBareServer } from "./bare-server.ts";

process.on("disconnect", () => process.exit());
const app = await createBareServer();
process.send?.({ url: await app.listen({ host: "127.0.0.1", port: 0 }) });
