import type * as vscode from 'vscode';
import type { ImportServices as FleetServices } from '../../fleet/importTrunks/importTrunks.ts';
import type { PbxServices } from '../connections/services.ts';
import type { ImportReports } from './importReports.ts';

/** What it takes to bring a CSV file into a trunk YAML. */
export interface ImportServices extends PbxServices, FleetServices {
  readonly pbxes: PbxServices['pbxes'];
  readonly context: Pick<vscode.ExtensionContext, 'globalState'>;
  readonly importReports: ImportReports;
}
