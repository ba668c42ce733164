import { serveTask } from "./task.ts";
import { sendUploads } from "./uploads.ts";

serveTask(sendUploads);
