// A program as it might call the verification service: the part of it that the tests are about.

/** Whether a new user's selfie is accepted, and why not. Throws when the service could not say. */
export async function verifySelfie({ url, key }, photo, user) {
  const form = new FormData();
  form.append("user_image", new Blob([photo]), "selfie.png");
  form.append("vendor_data", user);
  const response = await fetch(`${url}/v3/passive-liveness/`, {
    method: "POST",
    headers: { "x-api-key": key },
    body: form,
  });
  const answer = await response.json();
  if (!response.ok) throw new Error(`The service answered ${response.status}: ${answer.detail}`);
  const { status, warnings } = answer.liveness;
  return { isAccepted: status === "Approved", reasons: warnings.map(({ risk }) => risk) };
}
