import type { Admin } from "../control/admin.ts";
import { connect } from "../control/connect.ts";
import type { ChildServer } from "./start-child.ts";

/** The admin surface of a server, over plain HTTP: nobody has told fetch to trust its CA. */
export function connectChild({ url, plainUrl }: ChildServer): Admin {
  return connect(plainUrl, { baseUrl: url });
}
