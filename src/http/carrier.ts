import type { Socket } from "node:net";

/** The TCP connection below a TLS socket, for which Node has no documented way; any other socket itself. */
export function toCarrier(socket: Socket): Socket {
  const { _parent: carrier } = socket as Socket & { readonly _parent?: Socket | null };
  return carrier ?? socket;
}
