import type { FastifyInstance } from "fastify";
import Type from "typebox";
import { toPathText } from "../documents/document.ts";
import { validate } from "../documents/validate.ts";
import { createWrittenSchema, fromWritten } from "../load-options.ts";
import { toOptions } from "../option-leaves.ts";
import { OptionsSchema } from "../options.ts";
import type { Space } from "../sandbox/space.ts";
import { AdminError } from "./admin-error.ts";
import type { AdminContext } from "./context.ts";
import { Config } from "./server-answers.ts";
import { toShownOptions } from "./shown-options.ts";
import { tell } from "./told.ts";

const { didit, apptenticate, webhook } = OptionsSchema.properties;

/** The vendors' consoles: thresholds, actions and all else below `didit`, `apptenticate` and `webhook`, for one space while the server runs. */
export function addSettingsRoutes(app: FastifyInstance, { options }: AdminContext): void {
  const schema = createWrittenSchema(Type.Object({ didit, apptenticate, webhook }));
  const show = (space: Space) => {
    const shown = toShownOptions(space.options);
    return { didit: shown.didit, apptenticate: shown.apptenticate, webhook: shown.webhook };
  };
  app.get(
    "/__admin/settings",
    {
      schema: {
        ...tell("admin.settings", "consoles", { 200: Config }),
        summary: "The vendors' settings in this space.",
      },
    },
    async ({ space }) => show(space),
  );
  app.patch(
    "/__admin/settings",
    {
      schema: {
        ...tell("admin.change-settings", "consoles", { 200: Config }),
        summary:
          "Changes settings in this space until it is reset, spelled as in stuntface.yaml: {didit: {face_quality_threshold: 40, actions: {low_face_quality: decline}}}.",
        writtenBody: schema,
      },
    },
    async ({ space, body }) => {
      const [mismatch] = validate(schema, body);
      if (mismatch) throw new AdminError(400, `${toPathText(mismatch.path) || "body"}: ${mismatch.message}`);
      space.options = toOptions(space.options, fromWritten(body));
      return show(space);
    },
  );
  app.delete(
    "/__admin/settings",
    {
      schema: {
        ...tell("admin.reset-settings", "consoles", { 200: Config }),
        summary: "Goes back to the server's settings.",
      },
    },
    async ({ space }) => {
      space.options = options;
      return show(space);
    },
  );
}
