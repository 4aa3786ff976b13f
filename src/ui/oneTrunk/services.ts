import type { Redactor } from '../../core/redaction/redact.ts';
import type { Secrets } from '../connections/secrets.ts';
import type { PbxServices } from '../connections/services.ts';
import type { PlanDocuments } from '../plan/planDocuments.ts';
import type { TrunkFormPanel } from './add/panel.ts';
import type { ProvisionServices } from '../../fleet/provision/provision.ts';
import type { Pbxes } from '../connections/pbxes.ts';
import type { TrunkEditPanels } from './edit/panels.ts';

/** What it takes to add one trunk with a form, and to edit one. */
export interface OneTrunkServices extends PbxServices, ProvisionServices {
  readonly log: PbxServices['log'];
  readonly pbxes: Pbxes;
  readonly planDocuments: PlanDocuments;
  readonly redactor: Redactor;
  readonly secrets: Secrets;
  trunkForm(): Promise<TrunkFormPanel>;
  trunkEdit(): Promise<TrunkEditPanels>;
}
