// Shows the questions of a chart as Rancher's page does (pages/c/_cluster/apps/charts/install.vue), and calculates what
// that page sends. Everything but the page itself is Rancher's own: components, texts, styles, `diff`.
import '@shell/assets/styles/app.scss';
import FloatingVue from 'floating-vue';
import cloneDeep from 'lodash/cloneDeep';
import merge from 'lodash/merge';
import { createApp, h, nextTick, reactive } from 'vue';
import { createMemoryHistory, createRouter } from 'vue-router';
import { createStore } from 'vuex';
import Questions from '@shell/components/Questions/index.vue';
import Tabbed from '@shell/components/Tabbed/index.vue';
import fetchMixin from '@shell/mixins/fetch.client';
import { installComponents } from '@shell/initialize/install-components';
import i18nPlugin from '@shell/plugins/i18n';
import * as i18nStore from '@shell/store/i18n';
import { diff, get, mergeWithReplace } from '@shell/utils/object';

const nothing = () => undefined;

/** Names of resources by type; the form offers a list for these types, and a text box for others. */
let resources = {};

const kinds = { secret: 'Secret', 'storage.k8s.io.storageclass': 'StorageClass' };

const cluster = {
  namespaced: true,
  getters: {
    schemaFor: () => (type) =>
      resources[type] && { id: type, attributes: { kind: kinds[type] ?? type, namespaced: false } },
    all: () => (type) =>
      resources[type].map((name) => ({ id: name, nameDisplay: name, metadata: { name } })),
    paginationEnabled: () => () => false,
  },
  actions: { findAll: nothing },
};

const store = createStore({
  modules: { i18n: { namespaced: true, ...i18nStore }, cluster },
  getters: {
    'prefs/get': () => nothing,
    'prefs/theme': () => 'light',
    currentStore: () => () => 'cluster',
    currentCluster: () => ({}),
    currentProduct: () => ({}),
  },
});

/** Directives for tooltips and cleaned texts: no part of what is sent. */
const directives = ['clean-tooltip', 'clean-html', 'stripped-aria-label', 'focus', 'ui-context'];

let app;
let values;
let chart;
let form;

/** Waits until a change has gone through all conditions and defaults. */
async function settle() {
  let before;
  do {
    before = JSON.stringify(values);
    for (let each = 0; each < 5; each += 1) await nextTick();
  } while (JSON.stringify(values) !== before);
}

/** Shows the form of a chart, in place of the one before. */
async function show({ name, chartValues, questions, userValues = {}, offered = {} }) {
  app?.unmount();
  resources = offered;
  chart = chartValues;
  values = reactive(mergeWithReplace(merge({}, cloneDeep(chartValues)), cloneDeep(userValues)));
  const source = { chart: { name }, values: chartValues, questions: { questions } };
  const page = {
    mounted() {
      form = this.$refs.form;
    },
    render: () =>
      h(Tabbed, { sideTabs: true, hideSingleTab: true, class: 'step__values__content' }, () =>
        h(Questions, {
          ref: 'form',
          value: values,
          source,
          mode: 'create',
          inStore: 'cluster',
          tabbed: 'multiple',
          targetNamespace: 'default',
          ignoreVariables: [],
        }),
      ),
  };
  app = createApp(page);
  app.config.warnHandler = nothing;
  app.mixin(fetchMixin);
  installComponents(app);
  app.use(store);
  app.use(createRouter({ history: createMemoryHistory(), routes: [{ path: '/', component: {} }] }));
  app.use(FloatingVue);
  app.use(i18nPlugin, { store });
  for (const each of directives) if (!app.directive(each)) app.directive(each, {});
  app.mount('#app');
  await form.$fetch?.();
  await settle();
}

/** A form that fails has no groups. */
const groupsShown = () => form.groups ?? [];

const questionsShown = () => groupsShown().flatMap((group) => group.questions);

/** The tabs with the variables in them. */
const shown = () =>
  groupsShown().flatMap(({ name, questions }) =>
    questions.map(({ variable }) => `${name}/${variable}`),
  );

function enter(field, text) {
  field.focus();
  const { prototype } = field.tagName === 'TEXTAREA' ? HTMLTextAreaElement : HTMLInputElement;
  Object.getOwnPropertyDescriptor(prototype, 'value').set.call(field, text);
  field.dispatchEvent(new Event('input', { bubbles: true }));
}

/** Opens the tab of an element: what is hidden gets no focus. */
async function openTab(element) {
  const name = element.closest('section')?.id;
  const link = [...document.querySelectorAll('[role=tab]')].find(({ id }) => id === `tab-${name}`);
  link?.click();
  await settle();
}

/** The components that are mounted below a node of Vue, and its own. Functions that are components are left out. */
function* componentsIn(node) {
  const { component, children, suspense } = node ?? {};
  if (component) {
    if (component.proxy) yield component.proxy;
    yield* componentsIn(component.subTree);
  }
  if (suspense) yield* componentsIn(suspense.activeBranch);
  if (Array.isArray(children)) for (const child of children) yield* componentsIn(child);
}

/**
 * Takes an item of a list, as a click on it does (vue-select, onMousedown of its items). The list itself is not opened:
 * it opens by focus, which a page in the background does not always get.
 */
async function choose(list, index) {
  const { _vnode: root } = document.querySelector('#app');
  const select = [...componentsIn(root)].find(
    (each) => typeof each.select === 'function' && list.contains(each.$el),
  );
  if (!select) throw new Error('there is no list of choices');
  const options = select.filteredOptions;
  if (options.length === 0) throw new Error('the list has no choices');
  select.select(options[index % options.length]);
  await settle();
}

/** Answers the question at an index through its component, as a user does. */
async function answer(at, { variable }, { text, flag, choice }) {
  const row = document.querySelectorAll('.row.question')[at];
  await openTab(row);
  const checkbox = row.querySelector('.checkbox-container');
  const select = row.querySelector('.labeled-select');
  if (checkbox) {
    if ((get(values, variable) === true) !== flag) checkbox.click();
  } else if (select) await choose(select, choice);
  else enter(row.querySelector('input, textarea'), text);
  await settle();
}

/** Answers a question that is shown for each step; returns what the form shows and has after each. */
async function fill(steps) {
  const trace = [];
  for (const step of steps) {
    const questions = questionsShown();
    if (questions.length === 0) break;
    const at = step.pick % questions.length;
    const question = questions[at];
    await answer(at, question, step);
    trace.push({
      variable: question.variable,
      shown: shown(),
      values: JSON.parse(JSON.stringify(values)),
    });
  }
  return trace;
}

const plain = (value) => JSON.parse(JSON.stringify(value));

window.rancherForm = {
  show,
  shown,
  fill,
  values: () => plain(values),
  /** What differs from the chart, as the page sends it. */
  sent: () => plain(diff(chart, values)),
  diff: (from, to) => plain(diff(from, to)),
};
