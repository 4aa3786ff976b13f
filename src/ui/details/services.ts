import type { Redactor } from '../../core/redaction/redact.ts';
import type { Secrets } from '../connections/secrets.ts';
import type { PbxServices } from '../connections/services.ts';
import type { Explorer } from '../explorer/explorer.ts';

/** What it takes to show the settings of a trunk and to copy them. */
export interface DetailsServices extends PbxServices {
  readonly explorer: Pick<Explorer, 'onDidRefresh'>;
  readonly redactor: Redactor;
  readonly secrets: Secrets;
}
