import { renderText } from '../../../src/rancher/launch/render-text.ts';

const context = {
  variables: new Map([
    ['PORT', '80'],
    ['TRUE', 'true'],
    ['EMPTY', ''],
    ['LIST', 'a,b,c'],
  ]),
  version: '1.2.3',
  previousVersion: '1.0.0',
  stackName: 'stack',
  environmentName: 'Default',
};
/** Rancher's output of a template with a few answers. */
export const render = (text: string) => renderText(text, context);
