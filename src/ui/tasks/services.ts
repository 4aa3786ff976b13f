import type { DriftServices } from '../drift/services.ts';
import type { ExportServices } from '../export/services.ts';
import type { ProvisionServices } from '../provision/services.ts';

/** What it takes to run a task of any kind. */
export type TaskServices = ProvisionServices & DriftServices & ExportServices;
