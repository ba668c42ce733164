import { serveTask } from "../bench/task.ts";
import { sendSoakLoad } from "./load.ts";

serveTask(sendSoakLoad);
