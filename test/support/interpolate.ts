/**
 * Rancher's interpolation, implemented independently of the program, so that one checks the other:
 * `$$` is a dollar, `${name}` and `$name` a variable, any other `$` an error.
 */
export function interpolate(text: string, variables: Readonly<Record<string, string>>): string {
  let result = '';
  for (let index = 0; index < text.length; index += 1) {
    if (text[index] !== '$') {
      result += text[index];
      continue;
    }
    const rest = text.slice(index + 1);
    const name = /^(?:\{(\w+)\}|([A-Za-z_]\w*))/.exec(rest);
    if (rest.startsWith('$')) {
      result += '$';
      index += 1;
    } else if (name) {
      result += variables[name[1] ?? name[2] ?? ''] ?? '';
      index += name[0].length;
    } else throw new Error(`a lone $ in ${JSON.stringify(text)}`);
  }
  return result;
}
