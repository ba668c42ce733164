import sharp from "sharp";
import { measureNetworkTimes } from "./network-times.ts";
import { serveTask } from "./task.ts";

// As in the analysis process of the server.
sharp.cache(false);
sharp.concurrency(1);

serveTask(measureNetworkTimes);
