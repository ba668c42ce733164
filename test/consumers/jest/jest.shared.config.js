// One server for all files.
module.exports = { globalSetup: "stuntface/global-setup" };
