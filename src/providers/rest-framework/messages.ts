/**
 * Texts of Django REST framework, which both vendors evidently run; they are part of the wire contract
 * (see FIDELITY.md, "Django REST framework").
 */
export const messages = {
  fieldRequired: "This field is required.",
  fieldBlank: "This field may not be blank.",
  fieldNull: "This field may not be null.",
  nothingGiven: "No data provided",
  textInvalid: "Not a valid string.",
  textTooLong: "String value too large.",
  emailInvalid: "Enter a valid email address.",
  urlInvalid: "Enter a valid URL.",
  fileMissing: "No file was submitted.",
  fileNotAFile: "The submitted data was not a file. Check the encoding type on the form.",
  fileEmpty: "The submitted file is empty.",
  imageInvalid: "Upload a valid image. The file you uploaded was either not an image or a corrupted image.",
  numberInvalid: "A valid number is required.",
  integerInvalid: "A valid integer is required.",
  booleanInvalid: "Must be a valid boolean.",
  jsonInvalid: "Value must be valid JSON.",
  notFound: "Not found.",
  forbidden: "You do not have permission to perform this action.",
  noCredentials: "Authentication credentials were not provided.",
  extensionNotAllowed: (extension: string, allowed: readonly string[]) =>
    `File extension “${extension}” is not allowed. Allowed extensions are: ${allowed.join(", ")}.`,
  atMost: (limit: number) => `Ensure this value is less than or equal to ${limit}.`,
  atLeast: (limit: number) => `Ensure this value is greater than or equal to ${limit}.`,
  atLeastCharacters: (limit: number) => `Ensure this field has at least ${limit} characters.`,
  atMostCharacters: (limit: number) => `Ensure this field has no more than ${limit} characters.`,
  atMostDigits: (limit: number) => `Ensure that there are no more than ${limit} digits in total.`,
  atMostPlaces: (limit: number) => `Ensure that there are no more than ${limit} decimal places.`,
  notAnObject: (kind: string) => `Invalid data. Expected a dictionary, but got ${kind}.`,
  notADictionary: (kind: string) => `Expected a dictionary of items but got type "${kind}".`,
  invalidChoice: (value: string) => `"${value}" is not a valid choice.`,
  methodNotAllowed: (method: string) => `Method "${method}" not allowed.`,
  mediaTypeUnsupported: (mediaType: string) => `Unsupported media type "${mediaType}" in request.`,
  multipartBroken: (reason: string) => `Multipart form parse error - ${reason}`,
  jsonBroken: (reason: string) => `JSON parse error - ${reason}`,
  throttled: (seconds: number) =>
    `Request was throttled. Expected available in ${seconds} second${seconds === 1 ? "" : "s"}.`,
} as const;
