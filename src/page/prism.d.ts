// Types of the parts of Prism that are bundled: the core without its languages, and one language.
declare module 'prismjs/components/prism-core.js' {
  import type Prism from 'prismjs';
  const core: typeof Prism;
  export default core;
}
declare module 'prismjs/components/prism-yaml.js' {}
