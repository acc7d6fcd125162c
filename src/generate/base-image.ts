const instruction = /^\s*(ARG|FROM)\s+(.*\S)\s*$/i;

interface Stages {
  /** Build arguments with a default that were declared before the first stage. */
  readonly defaults: ReadonlyMap<string, string>;
  /** `FROM image AS name`, in order. */
  readonly stages: readonly { readonly from: string; readonly name: string | undefined }[];
}

function readStages(dockerfile: string): Stages {
  const defaults = new Map<string, string>();
  const stages: { from: string; name: string | undefined }[] = [];
  for (const line of dockerfile.replaceAll(/\\\r?\n/g, ' ').split('\n')) {
    const [, word = '', rest = ''] = instruction.exec(line) ?? [];
    if (/^arg$/i.test(word) && stages.length === 0) {
      const [, name, value] = /^(\w+)=["']?([^"']*)["']?$/.exec(rest) ?? [];
      if (name !== undefined && value !== undefined) defaults.set(name, value);
    }
    if (/^from$/i.test(word)) {
      const words = rest.split(/\s+/).filter((part) => !part.startsWith('--'));
      stages.push({ from: words[0] ?? '', name: words[2]?.toLowerCase() });
    }
  }
  return { defaults, stages };
}

/**
 * The image that the last stage of a Dockerfile is built on, with the defaults of its build arguments.
 * Undefined if that is `scratch`, or depends on an argument without a default.
 */
export function baseImageOf(dockerfile: string): string | undefined {
  const { defaults, stages } = readStages(dockerfile);
  let last = stages.length - 1;
  let from = stages[last]?.from ?? '';
  for (;;) {
    const name = from.toLowerCase();
    const earlier = stages
      .slice(0, Math.max(0, last))
      .findLastIndex((stage) => stage.name === name);
    if (earlier === -1) break;
    last = earlier;
    from = stages[last]?.from ?? '';
  }
  const image = from.replaceAll(
    /\$\{(\w+)(?::-([^}]*))?\}|\$(\w+)/g,
    (
      _whole,
      braced: string | undefined,
      otherwise: string | undefined,
      plain: string | undefined,
    ) => defaults.get(braced ?? plain ?? '') ?? otherwise ?? '$',
  );
  return image === '' || image === 'scratch' || image.includes('$') ? undefined : image;
}
