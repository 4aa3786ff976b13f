import type { Redactor } from '../../core/redact.ts';
import type { Secrets } from '../connections/secrets.ts';
import type { PbxServices } from '../connections/services.ts';
import type { PlanDocuments } from '../plan/planDocuments.ts';
import type { TrunkFormPanel } from './add/panel.ts';
import type { addTrunk } from './addTrunk.ts';
import type { TrunkEditPanels } from './edit/panels.ts';

interface OwnServices extends PbxServices {
  readonly planDocuments: PlanDocuments;
  readonly redactor: Redactor;
  readonly secrets: Secrets;
  trunkForm(): Promise<TrunkFormPanel>;
  trunkEdit(): Promise<TrunkEditPanels>;
}

/** What it takes to add one trunk with a form, and to edit one. */
export type OneTrunkServices = OwnServices & Parameters<typeof addTrunk>[0];
