import * as l10n from '@vscode/l10n';
import { pbxGroups } from '../../core/pbxGroups.ts';
import { outsideText } from '../../core/outsideText.ts';
import { updatedText, type FileUpdate } from '../../core/trunkYaml/fileUpdate.ts';
import { asPbxError } from '../../pbx/errors.ts';
import { fileNameOf } from '../files/checkedFile.ts';
import { reasonOf } from '../files/reasonOf.ts';
import type { Fleet, OpenedTarget, TargetFile } from '../ports.ts';
import type { ListedTrunks } from './askTrunks.ts';

/** What became of one PBX's file. */
export interface ExportedFile {
  pbx: string;
  /** Absent when the file was not written and does not say what the PBX has. */
  uri?: string;
  isNew: boolean;
  counts: { trunks: number; added: number; changed: number; removed: number };
  /** What the file cannot hold, or why there is none. */
  problems: string[];
}

export type ExportFileServices = Pick<Fleet, 'targetFiles' | 'reader' | 'pbxes' | 'values' | 'secrets'>;

/** Brings one file up to what a PBX has. Nothing is written and no secret kept where the file is better left alone. */
export async function exportFile(
  services: ExportFileServices,
  pbx: string,
  uri: string,
  listed: ListedTrunks,
): Promise<ExportedFile> {
  const refuse = (message: string): ExportedFile => ({
    pbx,
    isNew: false,
    counts: { trunks: 0, added: 0, changed: 0, removed: 0 },
    problems: [message],
  });
  if ('failed' in listed) return refuse(listed.failed);
  const name = outsideText(fileNameOf(uri));
  try {
    return await bringUp(services, pbx, uri, name, listed, refuse);
  } catch (error) {
    // The secret storage fails: the files of the other PBXes are written nevertheless.
    return refuse(l10n.t('{0} was left as it is: {1}', name, asPbxError(error).message));
  }
}

async function bringUp(
  services: ExportFileServices,
  pbx: string,
  uri: string,
  name: string,
  listed: Exclude<ListedTrunks, { failed: string }>,
  refuse: (message: string) => ExportedFile,
): Promise<ExportedFile> {
  let opened: OpenedTarget;
  try {
    opened = await services.targetFiles.open(uri);
  } catch (error) {
    return refuse(l10n.t('{0} cannot be read: {1}', name, reasonOf(error)));
  }
  const leave = (reason: string) => refuse(l10n.t('{0} was left as it is: {1}', name, reason));
  const { target } = opened;
  if (!target) return leave(opened.problem.message);
  const { trunks } = listed;
  const leftOut = new Set(listed.leftOut.map(({ trunkname }) => trunkname));
  const reader = await services.reader();
  const groups = pbxGroups(services.pbxes.list());
  const update = await reader.update(target.text, { pbx, trunks, leftOut, groups }, services.values);
  if ('refused' in update) return leave(update.refused);
  const unfit = await target.unfit(updatedText(update, update.secrets.map(likelyName)));
  if (unfit !== undefined) return leave(unfit);
  const { added, changed, removed } = update;
  const written = await write(services, target, update, name);
  const exported = {
    pbx,
    isNew: !target.exists,
    counts: { trunks: trunks.length, added, changed, removed },
    problems: [
      ...listed.leftOut.map(({ trunkname, message }) =>
        l10n.t('“{0}” was left out: {1}', outsideText(trunkname), message),
      ),
      ...update.problems.map(({ trunkname, message }) =>
        l10n.t('“{0}”: {1}', outsideText(trunkname), message),
      ),
    ],
  };
  if (written === 'saved') return { ...exported, uri };
  if (written !== 'unsaved') return { ...exported, problems: [written.failed] };
  exported.problems.push(l10n.t('{0} has unsaved changes. Look at them and save it.', name));
  return { ...exported, uri };
}

/** Keeps the secrets, and writes the file if anything in it changes. */
async function write(
  { secrets }: Pick<Fleet, 'secrets'>,
  target: TargetFile,
  update: FileUpdate,
  name: string,
): Promise<'saved' | 'unsaved' | { failed: string }> {
  const text = updatedText(update, await keepSecrets(secrets, update));
  if (target.exists && text === target.text) return 'saved';
  try {
    const written = await target.write(text);
    if (written !== 'changed') return written;
    return { failed: l10n.t('{0} was left as it is: it changed meanwhile. Try again.', name) };
  } catch (error) {
    return { failed: l10n.t('{0} cannot be written: {1}', name, reasonOf(error)) };
  }
}

/** A free name that comes of a suggested one has no other letters than that and digits. */
function likelyName(secret: FileUpdate['secrets'][number]): string {
  return 'name' in secret ? secret.name : secret.suggestedName;
}

/** Keeps the passwords before a file refers to them. @returns their names. */
async function keepSecrets(secrets: Fleet['secrets'], update: FileUpdate): Promise<string[]> {
  const names: string[] = [];
  for (const secret of update.secrets) {
    if ('name' in secret) {
      if ((await secrets.named(secret.name)) === undefined) {
        await secrets.keepNamed(secret.name, secret.value);
      }
      names.push(secret.name);
    } else {
      names.push(await secrets.keepUnderFreeName(secret.suggestedName, secret.value));
    }
  }
  return names;
}
