import type { UndoServices } from '../../fleet/undo/undoRun.ts';
import type { Pbxes } from '../connections/pbxes.ts';
import type { PbxServices } from '../connections/services.ts';
import type { PlanDocuments } from '../plan/planDocuments.ts';
import type { ResultsPanels } from '../results/panels.ts';
import type { Reports } from './reports.ts';

/** What it takes to show the report of a run, and to take a run back. */
export interface JournalServices extends PbxServices, UndoServices {
  readonly log: PbxServices['log'];
  readonly pbxes: Pbxes;
  readonly reports: Reports;
  readonly resultsPages: () => Promise<ResultsPanels>;
  readonly planDocuments: PlanDocuments;
}
