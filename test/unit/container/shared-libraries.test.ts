import { expect, test } from "vitest";
import { isInDistroless, parseLdd } from "../../../src/container/shared-libraries.ts";

test("what ldd prints becomes names and places", () => {
  const text = [
    "\tlinux-vdso.so.1 (0x00007f6dee1cb000)",
    "\tlibstdc++.so.6 => /lib/x86_64-linux-gnu/libstdc++.so.6 (0x00007f6dede00000)",
    "\tlibnone.so.1 => not found",
    "\t/lib64/ld-linux-x86-64.so.2 (0x00007f6dee1cd000)",
    "\tstatically linked",
  ].join("\n");
  expect(parseLdd(text)).toEqual([
    { name: "libstdc++.so.6", path: "/lib/x86_64-linux-gnu/libstdc++.so.6" },
    { name: "libnone.so.1", path: undefined },
    { name: "ld-linux-x86-64.so.2", path: "/lib64/ld-linux-x86-64.so.2" },
  ]);
});

test.each(["libc.so.6", "libstdc++.so.6", "libgcc_s.so.1", "libresolv.so.2", "ld-linux-aarch64.so.1"])(
  "the base image has %s",
  (name) => expect(isInDistroless(name)).toBe(true),
);

// Node 26 links it, which is why the image has Node 24.
test.each(["libatomic.so.1", "libz.so.1", "libglib-2.0.so.0"])("the base image has no %s", (name) => {
  expect(isInDistroless(name)).toBe(false);
});
