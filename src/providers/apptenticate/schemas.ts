import Type from "typebox";
import { Detail } from "../rest-framework/error-bodies.ts";
import { rejectionCodes } from "./codes.ts";

/** Devices that a selfie may come from. */
export const devices = ["DESKTOP", "IOS", "ANDROID"];

/** The form of the liveness check; what is not required has the default that the reader takes. */
export const SelfieForm = Type.Object(
  {
    selfie: Type.String({ format: "binary", description: "The image of the face, in any usual format." }),
    return_id: Type.Optional(
      Type.Boolean({ default: false, description: "Whether to answer the id of the transaction." }),
    ),
    device: Type.Optional(Type.Enum(devices, { description: "Where the selfie was taken." })),
    details: Type.Optional(
      Type.Boolean({ default: false, description: "Whether to answer the measures of the check." }),
    ),
  },
  { $id: "SelfieForm" },
);

const Measures = Type.Object(
  {
    score: Type.Number({ description: "Log-odds of the liveness; the higher the more likely live." }),
    quality: Type.Number({
      minimum: 0,
      maximum: 1,
      description: "How fit the image is for the check; images below 0.5 are rejected.",
    }),
    liveness: Type.Number({
      minimum: 0,
      maximum: 1,
      description: "How likely a living person was photographed; images below 0.5 are rejected.",
    }),
  },
  { $id: "Measures", description: "What the check rests on." },
);

/** Answer to a selfie that passes. */
export const AcceptedSelfie = Type.Object(
  {
    valid: Type.Literal(true),
    api_response: Type.Optional(Measures),
    id: Type.Optional(Type.Integer({ description: "Id of the transaction." })),
  },
  { $id: "AcceptedSelfie", description: "The selfie shows a living person." },
);

/** Answer to a selfie that does not pass. */
export const RejectedSelfie = Type.Object(
  {
    valid: Type.Literal(false),
    message: Type.String({ description: "Why, in the language of the service." }),
    error_code: Type.Enum([...rejectionCodes], { description: "Why, as a code." }),
  },
  { $id: "RejectedSelfie", description: "The selfie is rejected." },
);

/** Error with a code of the service. */
export const ServiceError = Type.Object(
  { error: Type.String({ description: "What is wrong." }), error_code: Type.Integer() },
  { $id: "ServiceError", description: "An error of the service itself." },
);

/** Error of a caller without a good token. */
export const AuthenticationError = Type.Object(
  {
    ...Detail.properties,
    code: Type.Optional(Type.Enum(["token_not_valid", "bad_authorization_header"])),
    messages: Type.Optional(
      Type.Array(
        Type.Object(
          {
            token_class: Type.Literal("AccessToken"),
            token_type: Type.Literal("access"),
            message: Type.String(),
          },
          { $id: "TokenMessage" },
        ),
      ),
    ),
  },
  { $id: "AuthenticationError", description: "The caller is not known." },
);

/** Body of a request for tokens. */
export const TokenBody = Type.Object(
  {
    username: Type.String({ minLength: 1, description: "Name of the user." }),
    password: Type.String({ minLength: 1, format: "password", description: "Password of the user." }),
  },
  { $id: "TokenBody" },
);

/** Body of a request for another access token. */
export const RefreshBody = Type.Object(
  { refresh: Type.String({ minLength: 1, description: "The refresh token." }) },
  { $id: "RefreshBody" },
);

const access = Type.String({ description: "Goes with every call; lives five minutes." });

/** Answer to a request for tokens. */
export const TokenPair = Type.Object(
  { refresh: Type.String({ description: "Buys access tokens; lives a day." }), access },
  { $id: "TokenPair" },
);

/** Answer to a request for another access token. */
export const AccessToken = Type.Object({ access }, { $id: "AccessToken" });
