/** What every editor of the tests starts with, whichever it is. */

export const quietSettings = {
  'workbench.startupEditor': 'none',
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.tips.enabled': false,
  'workbench.reduceMotion': 'on',
  'chat.disableAIFeatures': true,
  'git.enabled': false,
  'remote.autoForwardPorts': false,
  'extensions.ignoreRecommendations': true,
  'telemetry.telemetryLevel': 'off',
  'security.workspace.trust.startupPrompt': 'always',
};

/** What another editor, or the machine, may have left in the environment and must not reach this one. */
const foreign =
  /^(XDG_(CONFIG|DATA|CACHE|STATE)_HOME|NODE_OPTIONS|PORT|PASSWORD|HASHED_PASSWORD|VSCODE_.*|ELECTRON_.*)$/;

/** The environment without all that. */
export const ownEnvironment = () =>
  Object.fromEntries(Object.entries(process.env).filter(([name]) => !foreign.test(name)));
