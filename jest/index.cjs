// CommonJS, because Jest does not load ES modules in a test file; ./lib is compiled from src by npm run build.
const { join } = require("node:path");
const { AdminCallError } = require("./lib/control/admin-call-error.js");
const { connect } = require("./lib/control/connect.js");
const { VerificationError } = require("./lib/control/verification.js");
const { WaitError } = require("./lib/control/wait.js");
const { createUseStuntface } = require("./lib/jest/create-use-stuntface.js");
const { createStartServer } = require("./lib/jest/create-start-server.js");

const childPath = join(__dirname, "../dist/runners/server-child.js");

module.exports = {
  AdminCallError,
  VerificationError,
  WaitError,
  connect,
  startServer: createStartServer(childPath),
  useStuntface: createUseStuntface(childPath),
};
