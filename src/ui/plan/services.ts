import type { Fleet } from '../../fleet/ports.ts';
import type { FileServices } from '../../fleet/provision/prepareFiles.ts';
import type { Pbxes } from '../connections/pbxes.ts';
import type { Secrets } from '../connections/secrets.ts';
import type { PbxServices } from '../connections/services.ts';
import type { PlanDiagnostics } from './planDiagnostics.ts';
import type { PlanDocuments } from './planDocuments.ts';

/** What it takes to read the trunk files of a request, to ask for what is missing, and to show a plan. */
export interface PlanServices extends PbxServices, FileServices, Pick<Fleet, 'settings' | 'unlistedTrunks'> {
  readonly pbxes: Pbxes;
  readonly secrets: Secrets;
  readonly planDocuments: PlanDocuments;
  readonly planDiagnostics: PlanDiagnostics;
}
