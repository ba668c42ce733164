// CommonJS, because Jest does not load ES modules in a test file; ./lib is compiled from src by npm run build.
const { join } = require("node:path");
const { createStartServer } = require("./lib/jest/create-start-server.js");
const { createUseStuntface } = require("./lib/jest/create-use-stuntface.js");

const childPath = join(__dirname, "../dist/runners/server-child.js");

// One by one, so that ES modules can import them by name.
exports.AdminCallError = require("./lib/control/admin-call-error.js").AdminCallError;
exports.VerificationError = require("./lib/control/verification.js").VerificationError;
exports.WaitError = require("./lib/control/wait.js").WaitError;
exports.connect = require("./lib/control/connect.js").connect;
exports.startServer = createStartServer(childPath);
exports.useStuntface = createUseStuntface(childPath);
