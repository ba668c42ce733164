import { defaultSpaceId } from "../sandbox/space.ts";

const spacePath = /^\/~([^/?#]+)(?=[/?#]|$)/;

/** The path without its `/~id`, for routing. */
export function withoutSpace(url: string): string {
  const rest = url.replace(spacePath, "");
  return rest.startsWith("/") ? rest : `/${rest}`;
}

/** Id of the space that a path names; that of the default space when it names none. */
export function toSpaceId(url: string): string {
  return spacePath.exec(url)?.[1] ?? defaultSpaceId;
}
