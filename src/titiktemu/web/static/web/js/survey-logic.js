// Conditions of a questionnaire in the browser: the trees that the server made of them, evaluated the same way.
// window.surveyLogic(items) gives {isAsked, value, problem, choices} for answers that `given` looks up.
// Days are texts such as 2026-11-28. Patterns are left to the server, which searches them without going back.
window.surveyLogic = (items, given, turnsOf) => {
  const number = (value) => {
    if (Array.isArray(value)) value = value[0] ?? "";
    if (typeof value !== "string") return Number(value);
    const day = /^(\d{4})-(\d\d)-(\d\d)/.exec(value.trim());
    if (day) return Date.UTC(day[1], day[2] - 1, day[3]) / 86400000;
    return /^[-+.\deE]+$/.test(value.trim()) ? Number(value) : NaN;
  };
  const text = (value) => {
    if (Array.isArray(value)) return value[0] ?? "";
    if (typeof value === "number") return Number.isFinite(value) ? String(value) : "";
    return String(value);
  };
  const truth = (value) => (typeof value === "number" ? value !== 0 && !Number.isNaN(value) : Array.isArray(value) ? value.length > 0 : Boolean(value));
  const numbers = (values) => values.flat().map(number).filter((one) => !Number.isNaN(one));
  const words = (value) => text(value).split(/\s+/).filter(Boolean);
  const today = () => {
    const now = new Date();
    return new Date(now.getTime() - now.getTimezoneOffset() * 60000).toISOString().slice(0, 10);
  };
  const day = (value) => (/^\d{4}-\d\d-\d\d/.test(text(value)) ? text(value).slice(0, 10) : Number.isFinite(number(value)) && text(value) !== "" ? new Date(number(value) * 86400000).toISOString().slice(0, 10) : "");
  const round = (value, digits = 0) => Math.floor(number(value) * 10 ** number(digits) + 0.5) / 10 ** number(digits);
  const functions = {
    true: () => true, false: () => false, not: (one) => !truth(one), number, int: (one) => Math.trunc(number(one)),
    round, abs: (one) => Math.abs(number(one)), date: day, coalesce: (one, two) => (text(one) ? one : two), today,
    count: (one) => (Array.isArray(one) ? one.length : Number(Boolean(one))), sum: (...all) => numbers(all).reduce((a, b) => a + b, 0),
    min: (...all) => (numbers(all).length ? Math.min(...numbers(all)) : NaN), max: (...all) => (numbers(all).length ? Math.max(...numbers(all)) : NaN),
    string: text, concat: (...all) => all.map(text).join(""), contains: (one, two) => text(one).includes(text(two)),
    "starts-with": (one, two) => text(one).startsWith(text(two)), "string-length": (one) => [...text(one)].length,
    selected: (one, two) => words(one).includes(text(two).trim()), "count-selected": (one) => words(one).length,
    "selected-at": (one, at) => words(one)[number(at)] ?? "", regex: () => true,
  };
  const equal = (one, two) => {
    if (typeof one === "boolean" || typeof two === "boolean") return truth(one) === truth(two);
    if (typeof one === "number" || typeof two === "number") return number(one) === number(two);
    return text(one) === text(two);
  };
  const signs = {
    "=": equal, "!=": (a, b) => !equal(a, b), "<": (a, b) => number(a) < number(b), "<=": (a, b) => number(a) <= number(b),
    ">": (a, b) => number(a) > number(b), ">=": (a, b) => number(a) >= number(b), "+": (a, b) => number(a) + number(b),
    "-": (a, b) => number(a) - number(b), "*": (a, b) => number(a) * number(b), div: (a, b) => number(a) / number(b), mod: (a, b) => number(a) % number(b),
  };

  const evaluate = (node, scope) => {
    const [sign, first, second] = node;
    if (sign === "num" || sign === "str") return first;
    if (sign === "ref") return look(first, scope.turn);
    if (sign === ".") return scope.own ?? "";
    if (sign === "column") return scope.columns?.[first] ?? "";
    if (sign === "neg") return -number(evaluate(first, scope));
    if (sign === "and") return truth(evaluate(first, scope)) && truth(evaluate(second, scope));
    if (sign === "or") return truth(evaluate(first, scope)) || truth(evaluate(second, scope));
    if (sign !== "call") return signs[sign](evaluate(first, scope), evaluate(second, scope));
    if (first === "if") return evaluate(truth(evaluate(second, scope)) ? node[3] : node[4], scope);
    return functions[first](...node.slice(2).map((one) => evaluate(one, scope)));
  };

  const look = (name, turn) => {
    const item = items[name];
    if (!item) return "";
    if (item.kind === "repeat") return turnsOf(name).map(() => "1");
    if (item.repeat && turn === null) return turnsOf(item.repeat).map((at) => text(value(name, at))).filter(Boolean);
    return value(name, item.repeat ? turn : null);
  };

  const isAsked = (name, turn) => {
    const item = items[name];
    if (!item) return true;
    return [...item.around, name].every((one) => !items[one]?.relevant || truth(evaluate(items[one].relevant, { turn })));
  };

  const value = (name, turn) => {
    if (!isAsked(name, turn)) return "";
    const item = items[name];
    return item.calculation ? evaluate(item.calculation, { turn }) : given(name, turn);
  };

  return {
    isAsked,
    isLeft: (name, turn, choice) => !items[name]?.filter || truth(evaluate(items[name].filter, { turn, columns: items[name].choices[choice] })),
    // What is wrong with an answer, or "".
    problem(name, turn, required) {
      const item = items[name];
      if (!item?.asked || !isAsked(name, turn)) return "";
      const own = given(name, turn);
      if (!own) return item.required ? required : "";
      return item.constraint && !truth(evaluate(item.constraint, { turn, own })) ? item.message : "";
    },
  };
};
