import type { App } from '../app.ts';
import type { CommandId } from '../commandIds.ts';

/** A command: its arguments come from a menu, from automation or from nobody, so it looks at them itself. */
export type Command = (app: App, ...args: unknown[]) => unknown;

const loaders: Record<CommandId, () => Promise<{ run: Command }>> = {
  'pbx.addPbx': () => import('./addPbx.ts'),
  'pbx.editPbx': () => import('./editPbx.ts'),
  'pbx.removePbx': () => import('./removePbx.ts'),
  'pbx.signIn': () => import('./signIn.ts'),
  'pbx.signOut': () => import('./signOut.ts'),
  'pbx.addSipTrunk': () => import('./addSipTrunk.ts'),
  'pbx.deleteSipTrunk': () => import('./deleteSipTrunk.ts'),
  'pbx.editSipTrunk': () => import('./editSipTrunk.ts'),
  'pbx.copyTrunkAsYaml': () => import('./copyTrunkAsYaml.ts'),
  'pbx.copyTrunkAsCurl': () => import('./copyTrunkAsCurl.ts'),
  'pbx.provisionTrunks': () => import('./provisionTrunks.ts'),
  'pbx.planTrunks': () => import('./planTrunks.ts'),
  'pbx.checkDrift': () => import('./checkDrift.ts'),
  'pbx.exportTrunks': () => import('./exportTrunks.ts'),
  'pbx.importTrunks': () => import('./importTrunks.ts'),
  'pbx.continueLastRun': () => import('./continueLastRun.ts'),
  'pbx.undoLastRun': () => import('./undoLastRun.ts'),
  'pbx.openReport': () => import('./openReport.ts'),
  'pbx.saveReport': () => import('./saveReport.ts'),
  'pbx.testConnection': () => import('./testConnection.ts'),
  'pbx.manageSecrets': () => import('./manageSecrets.ts'),
  'pbx.muteTrunk': () => import('./muteTrunk.ts'),
  'pbx.unmuteTrunk': () => import('./unmuteTrunk.ts'),
  'pbx.refresh': () => import('./refresh.ts'),
  'pbx.startDemoPbx': () => import('./startDemoPbx.ts'),
  'pbx.stopDemoPbx': () => import('./stopDemoPbx.ts'),
  'pbx.showOutput': () => import('./showOutput.ts'),
};

/** Loads the code of one command. */
export async function loadCommand(id: CommandId): Promise<Command> {
  return (await loaders[id]()).run;
}
