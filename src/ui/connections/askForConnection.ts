import * as vscode from 'vscode';
import { shownAddress, shownForms } from '../../core/shownAddress.ts';
import { readConnection, type Connection } from '../../core/connection.ts';
import { pbxNameProblem } from './pbxNameProblem.ts';
import { askChoice, askText, type StepResult } from './multiStep.ts';
import { doubtAbout } from './passwordDoubt.ts';

/** What the dialog asks for. A blank password keeps what is kept, or means to sign in later. */
export interface ConnectionAnswers {
  name: string;
  url: string;
  dialect: Dialect;
  username: string;
  password: string;
}

/** What the dialog begins with. */
export type InitialAnswers = { [K in keyof ConnectionAnswers]?: ConnectionAnswers[K] | undefined };

/** An API version with a format, as the dialog offers them together. */
export interface Dialect extends vscode.QuickPickItem {
  apiVersion: Connection['apiVersion'];
  format: Connection['format'];
}

const dialects = (): Dialect[] => [
  { label: 'OpenVox UC', description: 'v0.0.1 · JSON', apiVersion: 'v0.0.1', format: 'json' },
  { label: 'OpenVox UC, XML', description: 'v0.0.1 · XML', apiVersion: 'v0.0.1', format: 'xml' },
  { label: 'Yeastar S', description: 'v1.1.0 · JSON', apiVersion: 'v1.1.0', format: 'json' },
];

/** The dialect of a connection that exists already. */
export function dialectOf({ apiVersion, format }: Connection): Dialect | undefined {
  return dialects().find((one) => one.apiVersion === apiVersion && one.format === format);
}

export type ConnectionStep = 'name' | 'url' | 'dialect' | 'username' | 'password';
const order: readonly ConnectionStep[] = ['name', 'url', 'dialect', 'username', 'password'];

/**
 * Asks for a PBX step by step, with *Back*.
 * @param from the step to begin at, after a test that failed.
 * @returns the answers, or undefined when the user left.
 */
export async function askForConnection(
  title: string,
  initial: InitialAnswers,
  taken: ReadonlySet<string>,
  from: ConnectionStep = 'name',
): Promise<ConnectionAnswers | undefined> {
  const answers: InitialAnswers = { ...initial };
  let index = order.indexOf(from);
  for (let step = order[index]; step !== undefined; step = order[index]) {
    const result = await ask(step, { title, step: index + 1, totalSteps: order.length }, answers, taken);
    if (result === 'leave') return undefined;
    if (result === 'back') {
      index -= 1;
    } else {
      Object.assign(answers, {
        [step]: typeof result.value === 'string' && step !== 'password' ? result.value.trim() : result.value,
      });
      index += 1;
    }
  }
  const { name = '', url = '', dialect, username = '', password = '' } = answers;
  return dialect && { name, url, dialect, username, password };
}

function ask(
  step: ConnectionStep,
  place: { title: string; step: number; totalSteps: number },
  answers: InitialAnswers,
  taken: ReadonlySet<string>,
): Promise<StepResult<string | Dialect>> {
  const known = dialects();
  switch (step) {
    case 'name':
      return askText(place, {
        value: answers.name ?? '',
        prompt: vscode.l10n.t('A name for this PBX, such as hq or branch-1. Trunk files refer to it.'),
        check: (value) => pbxNameProblem(value, taken),
      });
    case 'url':
      return askText(place, {
        value: answers.url ?? '',
        placeholder: 'http://172.16.6.150:9011',
        prompt: vscode.l10n.t(
          'The address of its HTTP API: {0} for OpenVox UC, {1} for Yeastar S',
          'http://…:9011',
          'https://…:8088',
        ),
        check: (value) => {
          const read = readConnection('', { url: value });
          return 'problem' in read ? read.problem : undefined;
        },
      });
    case 'dialect':
      return askChoice(place, {
        items: known,
        placeholder: vscode.l10n.t('Which API does it speak?'),
        active: known.find(({ label }) => label === answers.dialect?.label) ?? guess(known, answers.url),
      });
    case 'username':
      return askText(place, {
        value: answers.username ?? 'api',
        prompt: vscode.l10n.t('The user name of the API, as set in the PBX’s web page'),
        check: (value) => (value.trim() === '' ? vscode.l10n.t('Type the user name of the API.') : undefined),
      });
    case 'password':
      return askText(place, {
        value: '',
        password: true,
        prompt: vscode.l10n.t(
          'The API password of {0}. It is kept in VS Code’s secret storage. Leave it blank to sign in later.',
          shownAddress(answers.name ?? '', answers.url),
        ),
        names: shownForms(answers.name ?? '', answers.url),
        doubt: doubtAbout,
      });
  }
}

/** 8088 is Yeastar's port; everything else is more likely an OpenVox. */
function guess(known: readonly Dialect[], url: string | undefined): Dialect | undefined {
  const yeastar = url !== undefined && URL.canParse(url) && new URL(url).port === '8088';
  return known.find(({ apiVersion }) => (apiVersion === 'v1.1.0') === yeastar);
}
