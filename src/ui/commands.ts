import type { CommandId } from './base/commandIds.ts';
import type { BaseServices } from './base/services.ts';
import type { ConnectionsServices } from './connections/services.ts';
import type { DeletionServices } from './deletion/services.ts';
import type { DemoPbxServices } from './demoPbx/services.ts';
import type { DetailsServices } from './details/services.ts';
import type { DriftServices } from './drift/services.ts';
import type { ExplorerServices } from './explorer/services.ts';
import type { ExportServices } from './export/services.ts';
import type { ImportServices } from './importTrunks/services.ts';
import type { JournalServices } from './journal/services.ts';
import type { OneTrunkServices } from './oneTrunk/services.ts';
import type { PlanServices } from './plan/services.ts';
import type { ProvisionServices } from './provision/services.ts';
import type { TrunkFilesServices } from './trunkFiles/services.ts';

/** What the commands need, all of them together. */
type CommandServices = BaseServices &
  ConnectionsServices &
  ExplorerServices &
  TrunkFilesServices &
  DetailsServices &
  OneTrunkServices &
  DemoPbxServices &
  PlanServices &
  JournalServices &
  ProvisionServices &
  DeletionServices &
  DriftServices &
  ExportServices &
  ImportServices;

/** A command: its arguments come from a menu, from automation or from nobody, so it looks at them itself. */
export type Command = (services: CommandServices, ...args: unknown[]) => unknown;

const loaders: Record<CommandId, () => Promise<{ run: Command }>> = {
  'pbx.addPbx': () => import('./connections/addPbx.ts'),
  'pbx.editPbx': () => import('./connections/editPbx.ts'),
  'pbx.removePbx': () => import('./connections/removePbx.ts'),
  'pbx.signIn': () => import('./connections/signIn.ts'),
  'pbx.signOut': () => import('./connections/signOut.ts'),
  'pbx.addSipTrunk': () => import('./oneTrunk/addSipTrunk.ts'),
  'pbx.deleteSipTrunk': () => import('./deletion/deleteSipTrunk.ts'),
  'pbx.editSipTrunk': () => import('./oneTrunk/editSipTrunk.ts'),
  'pbx.copyTrunkAsYaml': () => import('./details/copyTrunkAsYaml.ts'),
  'pbx.copyTrunkAsCurl': () => import('./details/copyTrunkAsCurl.ts'),
  'pbx.provisionTrunks': () => import('./provision/provisionTrunks.ts'),
  'pbx.planTrunks': () => import('./plan/planTrunks.ts'),
  'pbx.checkDrift': () => import('./drift/checkDrift.ts'),
  'pbx.exportTrunks': () => import('./export/exportTrunks.ts'),
  'pbx.importTrunks': () => import('./importTrunks/importTrunks.ts'),
  'pbx.continueLastRun': () => import('./provision/continueLastRun.ts'),
  'pbx.undoLastRun': () => import('./journal/undoLastRun.ts'),
  'pbx.newTrunkFile': () => import('./trunkFiles/newTrunkFile.ts'),
  'pbx.openReport': () => import('./journal/openReport.ts'),
  'pbx.saveReport': () => import('./journal/saveReport.ts'),
  'pbx.testConnection': () => import('./connections/testConnection.ts'),
  'pbx.manageSecrets': () => import('./trunkFiles/manageSecrets.ts'),
  'pbx.muteTrunk': () => import('./explorer/muteTrunk.ts'),
  'pbx.unmuteTrunk': () => import('./explorer/unmuteTrunk.ts'),
  'pbx.refresh': () => import('./explorer/refresh.ts'),
  'pbx.startDemoPbx': () => import('./demoPbx/startDemoPbx.ts'),
  'pbx.stopDemoPbx': () => import('./demoPbx/stopDemoPbx.ts'),
  'pbx.showOutput': () => import('./base/showOutput.ts'),
};

/** Loads the code of one command. */
export async function loadCommand(id: CommandId): Promise<Command> {
  return (await loaders[id]()).run;
}
