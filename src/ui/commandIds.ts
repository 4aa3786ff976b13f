/** Every command of the extension. A test holds this list against package.json. */
export const commandIds = [
  'pbx.addPbx',
  'pbx.editPbx',
  'pbx.removePbx',
  'pbx.signIn',
  'pbx.signOut',
  'pbx.addSipTrunk',
  'pbx.deleteSipTrunk',
  'pbx.editSipTrunk',
  'pbx.provisionTrunks',
  'pbx.planTrunks',
  'pbx.checkDrift',
  'pbx.exportTrunks',
  'pbx.importTrunks',
  'pbx.continueLastRun',
  'pbx.undoLastRun',
  'pbx.openReport',
  'pbx.saveReport',
  'pbx.testConnection',
  'pbx.manageSecrets',
  'pbx.refresh',
  'pbx.muteTrunk',
  'pbx.startDemoPbx',
  'pbx.stopDemoPbx',
  'pbx.showOutput',
] as const;

export type CommandId = (typeof commandIds)[number];
