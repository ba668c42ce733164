import { sendLoad } from "./load.ts";
import { serveTask } from "./task.ts";

serveTask(sendLoad);
