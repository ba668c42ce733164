import { measureScreening } from "./screening.ts";
import { serveTask } from "./task.ts";

serveTask(measureScreening);
