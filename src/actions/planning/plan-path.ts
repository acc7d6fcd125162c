import { hasErrors, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import { usageError } from '../../diagnostics/usage-error.ts';
import { isInput } from '../../files/read-text-or-input.ts';
import { replaceMarked } from '../../files/write-file.ts';
import { planLaunch, type PlannedStack } from '../../plan/plan-launch.ts';
import { pictureMark, renderPlanSvg } from '../../plan/picture/render-plan-svg.ts';
import type { Environment } from '../../plan/environment.ts';
import { defaultStackName, stackNameError } from '../../rancher/form/stack-name.ts';
import { planDiagnostics, type Required } from './plan-diagnostics.ts';
import { planTarget, type PlanTarget, type PlanTargetOptions } from './plan-target.ts';
import { readEnvironment } from './read-environment.ts';

/** What to plan, and for which hosts. */
export interface PlanPathOptions extends PlanTargetOptions {
  /** A number, or the path of a file. */
  readonly hosts: string;
  /** Hosts that are lost together. */
  readonly lose: number;
  /** What must be certain. @default undefined, a container that is never placed is an error */
  readonly require: Required | undefined;
  /** The name of the stack. @default that of the template */
  readonly stack: string | undefined;
  /** The path of a picture. @default none is written */
  readonly svg: string | undefined;
}

/** What a call of `plan` found. */
export interface PlannedPath {
  /** Undefined if there are errors in what was read. */
  readonly planned: PlannedStack | undefined;
  readonly diagnostics: readonly Diagnostic[];
  readonly texts: ReadonlyMap<string, string>;
}

/** The name that is wanted, or the one that the launch page proposes. */
function stackName({ stack }: PlanPathOptions, { name }: PlanTarget): string {
  if (stack === undefined) return defaultStackName(name);
  if (stackNameError(stack, []) === undefined) return stack;
  throw usageError(
    `--stack ${stack} cannot be the name of a stack`,
    'use letters, digits and dashes, at most 63, with a letter or a digit at both ends',
  );
}

function planWith(
  target: PlanTarget & { readonly launch: NonNullable<PlanTarget['launch']> },
  environment: Environment,
  options: PlanPathOptions,
): { readonly planned: PlannedStack; readonly diagnostics: readonly Diagnostic[] } {
  const { launch, file } = target;
  const { lose, require: isRequired } = options;
  const name = stackName(options, target);
  const { hosts, isNumber } = environment;
  if (lose > hosts.length) {
    throw usageError(
      `--lose is ${lose}, and there ${hosts.length === 1 ? 'is 1 host' : `are ${hosts.length} hosts`}`,
    );
  }
  const { planned, diagnostics } = planLaunch(launch, { name, environment, lose, file });
  const found = planDiagnostics(planned.plan, launch, { file, isRequired, isNumber });
  return { planned, diagnostics: [...diagnostics, ...found] };
}

/** Plans where the containers of a stack can run, and draws it. Throws if the call is wrong. */
export async function planPath(options: PlanPathOptions): Promise<PlannedPath> {
  const inputs = [options.path, options.answers, options.hosts].filter(
    (each) => each !== undefined && isInput(each),
  );
  if (inputs.length > 1) {
    throw usageError('- is given twice', 'standard input can be read only once');
  }
  const environment = await readEnvironment(options.hosts, options.signal);
  const target = await planTarget(options);
  const { launch } = target;
  const diagnostics = [...environment.diagnostics, ...target.diagnostics];
  const texts = new Map([...environment.texts, ...target.texts]);
  if (!environment.value || launch?.verdict !== 'accepted' || hasErrors(diagnostics)) {
    return { planned: undefined, diagnostics, texts };
  }
  const { planned, ...found } = planWith({ ...target, launch }, environment.value, options);
  if (options.svg !== undefined) replaceMarked(options.svg, renderPlanSvg(planned), pictureMark);
  return { planned, diagnostics: [...diagnostics, ...found.diagnostics], texts };
}
