// How the site's scripts are linted. They are classic scripts that share one global scope with the theme's and
// Sphinx's, and that work on what the server rendered: each keeps to itself, and none writes markup.
import { createRequire } from "node:module";

const require = createRequire(new URL("./build/npm/", import.meta.url)); // where `make tools` has installed them
const js = require("@eslint/js");
const globals = require("globals");

export default [
  {
    ...js.configs.recommended,
    files: ["sphinx_excellence/extension/html/static/**/*.js", "sphinx_excellence/extension/html/{filter,search}/parts/*.js"],
    languageOptions: { ecmaVersion: 2022, sourceType: "script", globals: globals.browser },
    linterOptions: { reportUnusedDisableDirectives: "error" },
    rules: {
      ...js.configs.recommended.rules,
      "array-callback-return": "error",
      "consistent-return": "error",
      "default-case-last": "error",
      "eqeqeq": "error",
      "max-lines": ["error", 200],
      "no-alert": "error",
      "no-console": "error",
      "no-eval": "error",
      "no-implicit-globals": "error",
      "no-implied-eval": "error",
      "no-invalid-this": "error",
      "no-loop-func": "error",
      "no-new-func": "error",
      "no-param-reassign": "error",
      "no-restricted-properties": [
        "error",
        ...["innerHTML", "outerHTML", "insertAdjacentHTML", "write", "writeln"].map((property) => ({
          property,
          message: "Markup is written by the server; make elements, or set textContent.",
        })),
      ],
      "no-self-compare": "error",
      "no-shadow": "error",
      "no-throw-literal": "error",
      "no-undef-init": "error",
      "no-unmodified-loop-condition": "error",
      "no-unused-expressions": "error",
      "no-use-before-define": ["error", { functions: false }],
      "no-var": "error",
      "prefer-const": "error",
      "strict": ["error", "function"],
    },
  },
];
