import * as l10n from '@vscode/l10n';
import { shortOutsideList } from '../../core/shortList.ts';
import type { TrunkOutcome } from '../../core/outcome.ts';
import { hasDodFields } from '../../core/dodNumbers.ts';
import { unknownPbxWords } from '../../core/unknownPbx.ts';
import { documentsFor, type TrunkDocument } from '../../core/trunkYaml/trunkFile.ts';
import { unsentDodNumbers } from '../../core/trunkYaml/unsentDodNumbers.ts';
import { checkFile, errorsOf, problemWithPlace, type CheckedFile } from '../files/checkedFile.ts';
import { secretRefusals } from '../files/secretBindings.ts';
import { wantedTrunks, type TrunkPlace, type WantedTrunk } from '../files/wantedTrunks.ts';
import type { RunRequest } from '../journal/journalEvents.ts';
import type { Fleet } from '../ports.ts';
import type { ProvisionWork } from './provision.ts';

/** What is to be done for the files of a request. */
export interface PreparedFiles {
  work: ProvisionWork[];
  /** The PBXes for documents that name none, as they were chosen. */
  targets: string[] | undefined;
}

export type FileServices = Pick<
  Fleet,
  'files' | 'reader' | 'pbxes' | 'values' | 'secretBindings' | 'redactor'
>;

/** Reads and checks the files of a request, as far as it means them: one document of a file, or what is for one PBX. */
export async function readFiles(
  services: FileServices,
  { uris, pbx, document, only }: RunRequest,
): Promise<CheckedFile[]> {
  const files = await Promise.all(uris.map((uri) => checkFile(services, uri)));
  for (const checked of files) {
    let { documents } = checked.file;
    // The names in the files do not matter when the caller names others.
    if (pbx !== undefined || only !== undefined) {
      checked.problems = checked.problems.filter(({ code }) => code !== 'unknown-pbx');
    }
    if (document !== undefined) documents = documents.slice(document, document + 1);
    if (only !== undefined) documents = documentsFor(only, { ...checked.file, documents });
    checked.file = { ...checked.file, documents };
  }
  return files;
}

/**
 * Decides what is to be done for files that were read, and shows what is wrong with them. Their passwords are known to the
 * redactor from here on.
 * @param targets the PBXes for documents that name none.
 * @param trusted whether the user trusts the folder: no placeholder of another is looked up.
 */
export async function resolveFiles(
  services: FileServices,
  files: readonly CheckedFile[],
  { pbx }: RunRequest,
  targets: readonly string[],
  trusted: boolean,
): Promise<WantedTrunk[]> {
  const { files: store, values, pbxes, redactor } = services;
  const known = trusted ? values : undefined;
  const wanted = await wantedTrunks(
    files,
    pbx ?? targets,
    pbx !== undefined,
    known,
    secretRefusals(services),
  );
  for (const { trunk } of wanted) if (trunk && 'password' in trunk) redactor.add(trunk.password);
  const without = pbxes.list().filter((one) => 'connection' in one && !hasDodFields(one.connection));
  const withoutDod = without.map(({ name }) => name);
  for (const { file, problems } of files) {
    const targetsOf = ({ pbxNames }: TrunkDocument) => pbx ?? pbxNames?.map(({ name }) => name) ?? targets;
    problems.push(...unsentDodNumbers(file, withoutDod, targetsOf));
  }
  for (const { uri, problems } of files) store.showProblems(uri, problems);
  return wanted;
}

/** What is to be sent, and where each PBX is at this moment. */
export function workOf({ pbxes }: Pick<Fleet, 'pbxes'>, wanted: readonly WantedTrunk[]): ProvisionWork[] {
  return wanted.flatMap(({ pbx, trunk, secretFields, placeholders, place }) => {
    if (!trunk) return [];
    const url = pbxes.addressOf(pbx);
    return [
      {
        pbx,
        trunk,
        place,
        ...(secretFields && { secretFields }),
        ...(placeholders && { placeholders }),
        ...(url !== undefined && { url }),
      },
    ];
  });
}

/** Why nothing is to be done: an outcome for every trunk, and where each is written, if it is. */
export interface RefusedFiles {
  failed: TrunkOutcome[];
  places: (TrunkPlace | undefined)[];
}

/**
 * Checks the files of a request and asks nothing: what is missing is an outcome `failed` for every trunk.
 * @param trusted whether the user trusts the folder.
 */
export async function prepareFiles(
  services: FileServices,
  request: RunRequest,
  trusted: boolean,
): Promise<PreparedFiles | RefusedFiles> {
  const files = await readFiles(services, request);
  // A document without a PBX has nobody to ask; its trunks are reported under a blank name.
  const wanted = await resolveFiles(services, files, request, request.targets ?? [''], trusted);
  const known = new Set(services.pbxes.list().map(({ name }) => name));
  const reasons = wanted.map((one) => reasonAgainst(one, known));
  const first = whyNothing(files, trusted) ?? reasons.find((reason) => reason !== undefined);
  if (first === undefined) return { work: workOf(services, wanted), targets: request.targets };
  if (wanted.length === 0) {
    return { failed: [{ pbx: '', trunkname: '', outcome: 'failed', message: first }], places: [undefined] };
  }
  return {
    failed: wanted.map(({ pbx, trunkname }, index) => ({
      pbx,
      trunkname,
      outcome: 'failed',
      message: reasons[index] ?? l10n.t('Nothing was sent: {0}', first),
    })),
    places: wanted.map(({ place }) => place),
  };
}

/** The first error of the files, with its place. */
export function firstError(files: readonly CheckedFile[]): string | undefined {
  for (const file of files) {
    const [error] = errorsOf(file);
    if (error) return problemWithPlace(file, error);
  }
  return undefined;
}

/** Why nothing of the files may be sent at all. */
function whyNothing(files: readonly CheckedFile[], trusted: boolean): string | undefined {
  if (trusted) return firstError(files);
  const names = shortOutsideList(files.map(({ name }) => name));
  return l10n.t('This folder is not trusted, so {0} was checked but not provisioned.', names);
}

function reasonAgainst({ pbx, problem }: WantedTrunk, known: ReadonlySet<string>): string | undefined {
  if (problem !== undefined) return problem;
  if (pbx === '') {
    return l10n.t('The file names no PBX for this trunk. Add {0} to it, or name one in the call.', '`pbx:`');
  }
  if (known.has(pbx)) return undefined;
  return unknownPbxWords(pbx);
}
