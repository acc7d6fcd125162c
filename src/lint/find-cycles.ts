/**
 * Circles of a graph, each once, from its first name in the order of the graph. Of circles that share a
 * name, one is found.
 */
export function findCycles(graph: ReadonlyMap<string, readonly string[]>): string[][] {
  const done = new Set<string>();
  const cycles: string[][] = [];
  for (const start of graph.keys()) {
    const path: string[] = [];
    const steps: { readonly name: string; readonly next: Iterator<string> }[] = [];
    const enter = (name: string) => {
      path.push(name);
      steps.push({ name, next: (graph.get(name) ?? [])[Symbol.iterator]() });
    };
    if (!done.has(start)) enter(start);
    for (let step = steps.at(-1); step; step = steps.at(-1)) {
      const { value, done: isLast } = step.next.next();
      if (isLast === true) {
        done.add(step.name);
        steps.pop();
        path.pop();
      } else if (path.includes(value)) cycles.push(path.slice(path.indexOf(value)));
      else if (!done.has(value) && graph.has(value)) enter(value);
    }
  }
  return cycles;
}
