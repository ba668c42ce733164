import { once } from "node:events";
import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import { type AddressInfo, createServer } from "node:net";
import { join } from "node:path";
import sharp from "sharp";
import { locateFaceApi } from "../face/models.ts";

/** What the checks need from outside the image. */
export type CheckParts = {
  /** A free port; the containers have this machine's network. */
  readonly port: number;
  /** JPEG with one face. */
  readonly photo: Uint8Array;
  /** Folder with a scenario that declines the user `mounted`. */
  readonly scenarios: string;
};

/** Makes them; the scenarios go into a new folder in the workspace. */
export async function createCheckParts(workspace: string): Promise<CheckParts> {
  const scenarios = join(workspace, "scenarios");
  mkdirSync(scenarios);
  chmodSync(scenarios, 0o755);
  const scenario = "id: mounted\nwhen: { vendor_data: mounted }\noutcome: { score: 3 }\n";
  writeFileSync(join(scenarios, "mounted.yaml"), scenario);
  return { port: await findFreePort(), photo: await cutFace(), scenarios };
}

/** A face from a photo that is installed with face-api. */
function cutFace(): Promise<Buffer> {
  const face = { left: 460, top: 210, width: 460, height: 520 };
  return sharp(join(locateFaceApi(), "demo/sample3.jpg")).extract(face).jpeg().toBuffer();
}

async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}
