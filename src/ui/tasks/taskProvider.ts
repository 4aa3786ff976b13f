import * as vscode from 'vscode';
import { trunkFilePattern } from '../../core/trunkYaml/trunkFileName.ts';
import { isTrunkFileIn } from '../trunkFiles/findTrunkFile.ts';
import type { TaskServices } from './services.ts';
import { runTask } from './runTask.ts';
import type { TaskKind } from './taskDefinition.ts';
import { TaskTerminal } from './taskTerminal.ts';

const type = 'pbx';
const problemMatcher = '$pbx-trunks';

/** The tasks of type `pbx`: those that are offered, and those that tasks.json has. Each runs in a terminal of its own. */
export class PbxTaskProvider implements vscode.TaskProvider {
  readonly #services: TaskServices;

  constructor(services: TaskServices) {
    this.#services = services;
  }

  /** For each folder with a trunk file: the plan of all its files, and its drift. Nothing that changes a PBX. */
  async provideTasks(): Promise<vscode.Task[]> {
    if (this.#services.pbxes.list().length === 0) return [];
    const tasks: vscode.Task[] = [];
    for (const folder of vscode.workspace.workspaceFolders ?? []) {
      if (!(await isTrunkFileIn(folder))) continue;
      const offered = (task: TaskKind, files: string) => this.#task({ type, task, files }, folder, task);
      tasks.push(offered('plan', trunkFilePattern), offered('drift', '.'));
    }
    return tasks;
  }

  resolveTask({ definition, scope, name }: vscode.Task): vscode.Task {
    return this.#task(definition, scope ?? vscode.TaskScope.Workspace, name);
  }

  #task(
    definition: vscode.TaskDefinition,
    scope: vscode.WorkspaceFolder | vscode.TaskScope,
    name: string,
  ): vscode.Task {
    // The paths of a folder's task begin there.
    const folders = typeof scope === 'object' ? [scope] : (vscode.workspace.workspaceFolders ?? []);
    const execution = new vscode.CustomExecution((resolved) => {
      const terminal = new TaskTerminal(this.#services.log, (tell, signal) =>
        runTask(this.#services, resolved, { folders, tell, signal }),
      );
      return Promise.resolve(terminal);
    });
    // A task that tasks.json has must come back with the definition that it has there.
    return new vscode.Task(definition, scope, name, type, execution, problemMatcher);
  }
}
