import * as vscode from 'vscode';
import { allNamed, pbxGroups } from '../../core/pbxGroups.ts';
import { outsideText } from '../../core/outsideText.ts';
import { wordList } from '../../core/sentences.ts';
import { driftTask } from '../../fleet/tasks/driftTask.ts';
import { exportTask } from '../../fleet/tasks/exportTask.ts';
import { planTask } from '../../fleet/tasks/planTask.ts';
import { provisionTask } from '../../fleet/tasks/provisionTask.ts';
import { exitCodes, placedLine, type ExitCode, type TellLine } from '../../fleet/tasks/taskLines.ts';
import { findPlaces, findTarget } from '../base/namedPlaces.ts';
import { objectProblem } from '../base/readObjectCall.ts';
import type { TaskServices } from './services.ts';
import { taskDefinitions, taskKinds, type PbxTask, type TaskKind } from './taskDefinition.ts';

/** What a task runs with: where its paths begin, and where its lines go. */
export interface TaskSurroundings {
  folders: readonly vscode.WorkspaceFolder[];
  tell: TellLine;
  signal: AbortSignal;
}

/** Runs one task of tasks.json. Never asks; what is missing is a line. */
export async function runTask(
  services: TaskServices,
  definition: object,
  surroundings: TaskSurroundings,
): Promise<ExitCode> {
  const { tell } = surroundings;
  const read = readDefinition(definition);
  const problem = 'problem' in read ? read.problem : await runRead(services, read.task, surroundings);
  if (typeof problem !== 'string') return problem;
  tell(placedLine(problem, undefined, 'error'));
  return exitCodes.trouble;
}

function readDefinition(definition: object): { task: PbxTask } | { problem: string } {
  const kind = 'task' in definition ? definition.task : undefined;
  if (!taskKinds.some((known) => known === kind)) {
    const known = wordList(taskKinds);
    return {
      problem: vscode.l10n.t('There is no task “{0}”. Known are: {1}.', outsideText(String(kind)), known),
    };
  }
  const schema = taskDefinitions[kind as TaskKind];
  const { data, error } = schema.safeParse(definition);
  if (data) return { task: data };
  const keys = Object.keys(schema.shape).filter((key) => key !== 'type');
  return { problem: objectProblem(error, definition, keys) };
}

/** @returns how it ended, or in words why it could not begin. */
async function runRead(
  services: TaskServices,
  task: PbxTask,
  { folders, tell, signal }: TaskSurroundings,
): Promise<ExitCode | string> {
  const trusted = vscode.workspace.isTrusted;
  const pbx = 'pbx' in task && task.pbx ? allNamed(task.pbx, pbxGroups(services.pbxes.list())) : undefined;
  if (task.task === 'export') {
    const { uri, problem } = await findTarget(task.folder, folders);
    return uri ? await exportTask(services, pbx ?? [], uri.toString(), trusted, signal, tell) : problem;
  }
  const found = await findPlaces(task.files, { alsoFolders: task.task === 'drift', folders });
  if (!found.uris) return found.problem;
  const uris = found.uris.map((uri) => uri.toString());
  if (task.task === 'drift') return await driftTask(services, uris, trusted, signal, tell);
  const request = {
    uris,
    update: task.task === 'provision' && task.update === true,
    ...(pbx && { pbx }),
  };
  return task.task === 'plan'
    ? await planTask(services, request, trusted, signal, tell)
    : await provisionTask(services, request, trusted, signal, tell);
}
