import * as vscode from 'vscode';
import { shownItems, type ShownItem } from '../base/quickInput.ts';
import { shownText } from '../base/shownText.ts';

/** What a step of a dialog came to: a value, or the wish to go back or to leave. */
export type StepResult<T> = { value: T } | 'back' | 'leave';

/** Where a step stands in its dialog. */
export interface StepPlace {
  title: string;
  step: number;
  totalSteps: number;
}

/**
 * One text of a native multi-step dialog. `check` says what is wrong with the text, or nothing; `doubt` what may be, and who
 * accepts the same text once more means it.
 */
export function askText(
  place: StepPlace,
  options: {
    value: string;
    prompt: string;
    placeholder?: string;
    password?: boolean;
    /** As in {@link shownText}. */
    names?: readonly string[];
    check?: (value: string) => string | undefined;
    doubt?: (value: string) => string | undefined;
  },
): Promise<StepResult<string>> {
  const input = vscode.window.createInputBox();
  input.prompt = shownText(options.prompt, options.names);
  input.placeholder = options.placeholder === undefined ? undefined : shownText(options.placeholder);
  input.value = options.value;
  input.password = options.password ?? false;
  let doubted: string | undefined;
  return show(place, input, (end) => {
    input.onDidChangeValue(() => {
      doubted = undefined;
      input.validationMessage = undefined;
    });
    input.onDidAccept(() => {
      const problem = options.check?.(input.value);
      const doubt = doubted === input.value ? undefined : options.doubt?.(input.value);
      if (problem !== undefined) input.validationMessage = shownText(problem);
      else if (doubt === undefined) end({ value: input.value });
      else {
        doubted = input.value;
        input.validationMessage = {
          message: shownText(doubt),
          severity: vscode.InputBoxValidationSeverity.Warning,
        };
      }
    });
  });
}

/** One choice of a native multi-step dialog. */
export function askChoice<T extends vscode.QuickPickItem>(
  place: StepPlace,
  options: { items: readonly T[]; placeholder: string; active?: T | undefined },
): Promise<StepResult<T>> {
  const pick = vscode.window.createQuickPick<ShownItem<T>>();
  pick.placeholder = shownText(options.placeholder);
  pick.items = shownItems(options.items);
  if (options.active) pick.activeItems = pick.items.filter(({ of }) => of === options.active);
  return show(place, pick, (end) => {
    pick.onDidAccept(() => {
      const [value] = pick.selectedItems;
      if (value) end({ value: value.of });
    });
  });
}

function show<T>(
  { title, step, totalSteps }: StepPlace,
  input: vscode.InputBox | vscode.QuickPick<vscode.QuickPickItem>,
  listen: (end: (result: StepResult<T>) => void) => void,
): Promise<StepResult<T>> {
  input.title = shownText(title);
  input.step = step;
  input.totalSteps = totalSteps;
  input.ignoreFocusOut = true;
  if (step > 1) input.buttons = [vscode.QuickInputButtons.Back];
  return new Promise((resolve) => {
    const end = (result: StepResult<T>) => {
      resolve(result);
      input.dispose();
    };
    listen(end);
    input.onDidTriggerButton(() => {
      end('back');
    });
    input.onDidHide(() => {
      end('leave');
    });
    input.show();
  });
}
