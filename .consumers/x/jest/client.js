/** A client of Didit as a user would have one: whether the face in a photo is alive. */
exports.checkLiveness = async (baseUrl, photo, user) => {
  const form = new FormData();
  form.append("user_image", photo, "selfie.png");
  form.append("vendor_data", user);
  const response = await fetch(`${baseUrl}/v3/passive-liveness/`, {
    method: "POST",
    headers: { "x-api-key": "any" },
    body: form,
  });
  if (response.status === 403) return "no credits";
  const { liveness } = await response.json();
  return liveness.status;
};

/** One grey pixel, which forced outcomes do not look at. */
exports.photo = new Blob([
  Buffer.from(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg==",
    "base64",
  ),
]);
