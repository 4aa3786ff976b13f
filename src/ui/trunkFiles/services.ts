import type * as vscode from 'vscode';
import type { BoundSecrets } from './boundSecrets.ts';
import type { BackgroundReader } from './backgroundReader.ts';
import type { EditorFiles } from './editorFiles.ts';
import type { Log } from '../base/log.ts';
import type { Pbxes } from '../connections/pbxes.ts';
import type { Secrets } from '../connections/secrets.ts';
import type { ShownProblems } from './shownProblems.ts';

/** What it takes to help with trunk files and the secrets in them. */
export interface TrunkFilesServices {
  readonly context: Pick<vscode.ExtensionContext, 'subscriptions' | 'extensionUri' | 'globalStorageUri'>;
  readonly files: EditorFiles;
  readonly log: Log;
  readonly pbxes: Pbxes;
  /** What is wrong in trunk files. */
  readonly problems: ShownProblems;
  readonly secrets: Secrets;
  readonly secretBindings: BoundSecrets;
  /** What remembers where secrets went comes after this folder, so it is known by its shape. */
  readonly sentValues: { forgetSecret(name: string): Promise<void> };
  readonly reader: () => Promise<BackgroundReader>;
}
