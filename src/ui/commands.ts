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
import type { ItspCheckServices } from './itsp/services.ts';
import type { JournalServices } from './journal/services.ts';
import type { OneTrunkServices } from './oneTrunk/services.ts';
import type { PlanServices } from './plan/services.ts';
import type { ProvisionServices } from './provision/services.ts';
import type { TrunkFilesServices } from './trunkFiles/services.ts';
import { run as showOutput } from './base/showOutput.ts';
import { run as addPbx } from './connections/addPbx.ts';
import { run as editPbx } from './connections/editPbx.ts';
import { run as removePbx } from './connections/removePbx.ts';
import { run as setGroup } from './connections/setGroup.ts';
import { run as signIn } from './connections/signIn.ts';
import { run as signOut } from './connections/signOut.ts';
import { run as testConnection } from './connections/testConnection.ts';
import { run as deleteSipTrunk } from './deletion/deleteSipTrunk.ts';
import { run as startDemoPbx } from './demoPbx/startDemoPbx.ts';
import { run as stopDemoPbx } from './demoPbx/stopDemoPbx.ts';
import { run as copyTrunkAsCurl } from './details/copyTrunkAsCurl.ts';
import { run as copyTrunkAsYaml } from './details/copyTrunkAsYaml.ts';
import { run as checkDrift } from './drift/checkDrift.ts';
import { run as muteTrunk } from './explorer/muteTrunk.ts';
import { run as refresh } from './explorer/refresh.ts';
import { run as showFailingTrunks } from './explorer/showFailingTrunks.ts';
import { run as unmuteTrunk } from './explorer/unmuteTrunk.ts';
import { run as exportTrunks } from './export/exportTrunks.ts';
import { run as importTrunks } from './importTrunks/importTrunks.ts';
import { run as checkWithItsp } from './itsp/checkWithItsp.ts';
import { run as openReport } from './journal/openReport.ts';
import { run as runHistory } from './journal/runHistory.ts';
import { run as saveReport } from './journal/saveReport.ts';
import { run as undoLastRun } from './journal/undoLastRun.ts';
import { run as addSipTrunk } from './oneTrunk/addSipTrunk.ts';
import { run as editSipTrunk } from './oneTrunk/editSipTrunk.ts';
import { run as planTrunks } from './plan/planTrunks.ts';
import { run as continueLastRun } from './provision/continueLastRun.ts';
import { run as provisionTrunks } from './provision/provisionTrunks.ts';
import { run as manageSecrets } from './trunkFiles/manageSecrets.ts';
import { run as newTrunkFile } from './trunkFiles/newTrunkFile.ts';

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
  ItspCheckServices &
  ImportServices;

/** A command: its arguments come from a menu, from automation or from nobody, so it looks at them itself. */
export type Command = (services: CommandServices, ...args: unknown[]) => unknown;

// Hardly anything but a command needs it.
export { Journal } from '../fleet/journal/journal.ts';
export { showInStatusBar } from './journal/liveStatus.ts';

/** The code of each command. */
export const commands: Readonly<Record<CommandId, Command>> = {
  'pbx.addPbx': addPbx,
  'pbx.editPbx': editPbx,
  'pbx.removePbx': removePbx,
  'pbx.setGroup': setGroup,
  'pbx.signIn': signIn,
  'pbx.signOut': signOut,
  'pbx.addSipTrunk': addSipTrunk,
  'pbx.deleteSipTrunk': deleteSipTrunk,
  'pbx.editSipTrunk': editSipTrunk,
  'pbx.copyTrunkAsYaml': copyTrunkAsYaml,
  'pbx.copyTrunkAsCurl': copyTrunkAsCurl,
  'pbx.provisionTrunks': provisionTrunks,
  'pbx.planTrunks': planTrunks,
  'pbx.checkDrift': checkDrift,
  'pbx.exportTrunks': exportTrunks,
  'pbx.importTrunks': importTrunks,
  'pbx.continueLastRun': continueLastRun,
  'pbx.undoLastRun': undoLastRun,
  'pbx.newTrunkFile': newTrunkFile,
  'pbx.openReport': openReport,
  'pbx.runHistory': runHistory,
  'pbx.saveReport': saveReport,
  'pbx.testConnection': testConnection,
  'pbx.checkWithItsp': checkWithItsp,
  'pbx.manageSecrets': manageSecrets,
  'pbx.showFailingTrunks': showFailingTrunks,
  'pbx.muteTrunk': muteTrunk,
  'pbx.unmuteTrunk': unmuteTrunk,
  'pbx.refresh': refresh,
  'pbx.startDemoPbx': startDemoPbx,
  'pbx.stopDemoPbx': stopDemoPbx,
  'pbx.showOutput': showOutput,
};
