import type { ProvisionFilesServices } from '../../fleet/provision/provisionFiles.ts';
import type { JournalServices } from '../journal/services.ts';
import type { PlanServices } from '../plan/services.ts';

/** What it takes to provision trunk files, with a plan before and a report after. */
export type ProvisionServices = PlanServices & JournalServices & ProvisionFilesServices;
