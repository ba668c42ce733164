import { defaultSpaceId } from "../sandbox/space.ts";

/** Some clients write the tilde as `%7E`. */
const spacePath = /^\/(?:~|%7e)([^/?#]*)/i;
/** The admin surface has no slashes at the end of its paths, but does not mind them. */
const adminPath = /^(\/__admin\/[^?]*[^/?])\/(?=\?|$)/;

/** The URL to route by: without its `/~id`, and decodable, so that a stray `%` is an unknown path rather than a broken request. */
export function toRoutedUrl(url: string): string {
  const rest = url.replace(spacePath, "").replace(adminPath, "$1");
  const routed = rest.startsWith("/") ? rest : `/${rest}`;
  const end = routed.search(/[?#]/);
  const path = end < 0 ? routed : routed.slice(0, end);
  return isDecodable(path) ? routed : path.replaceAll("%", "%25") + routed.slice(path.length);
}

/** Id of the space that a path names, as it is written; that of the default space when it names none. */
export function toSpaceId(url: string): string {
  return spacePath.exec(url)?.[1] ?? defaultSpaceId;
}

function isDecodable(path: string): boolean {
  try {
    decodeURIComponent(path);
    return true;
  } catch {
    return false;
  }
}
