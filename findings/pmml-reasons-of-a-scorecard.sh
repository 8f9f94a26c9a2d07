#!/usr/bin/env bash
# pypmml 1.5.8 and jpmml-evaluator 0.16.0: one PMML scorecard, the same score, other reasons. Needs Java.
# Behaviour: both count the same points. Of three reason codes asked for, with two criteria below their baseline,
# pypmml gives the second one twice, JPMML goes on with a criterion that lost nothing. For an account with all points
# pypmml gives none, JPMML three. Criteria that lost equally come in opposite orders. The text "abc" in a number
# field is missing for pypmml and an exception in JPMML.
# Surprise: reason codes are what a person is told about a refusal, and the document itself says how to rank them. A
# code given twice, or for a criterion with all its points, reads like one more reason.
# Seen: REV, IND, IND against REV, IND, EMP; None, None, None against EMP, IND, REV.
set -euo pipefail
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
python3 -m venv "$tmp/venv"
"$tmp/venv/bin/pip" install -q --disable-pip-version-check pypmml==1.5.8 jpmml-evaluator==0.16.0 jpype1==1.7.1 pandas==3.1.1
cd "$tmp"
"$tmp/venv/bin/python" - <<'PY'
from jpmml_evaluator import make_evaluator
from pypmml import Model

def check(what, got, seen):
    print(f"{what}: {got}")
    if got != seen:
        raise SystemExit(f"changed: {what} was {seen}, now {got}")

def criterion(name, field, low, high):
    return f"""<Characteristic name="{name}" reasonCode="{name}" baselineScore="20">
      <Attribute partialScore="5"><SimplePredicate field="{field}" operator="isMissing"/></Attribute>
      <Attribute partialScore="{low}"><SimplePredicate field="{field}" operator="lessThan" value="50"/></Attribute>
      <Attribute partialScore="{high}"><True/></Attribute></Characteristic>"""

fields = ["emp", "ind", "rev"]
pmml = f"""<PMML version="4.4" xmlns="http://www.dmg.org/PMML-4_4"><Header/><DataDictionary>
  {"".join(f'<DataField name="{f}" optype="continuous" dataType="double"/>' for f in fields)}</DataDictionary>
  <Scorecard functionName="regression" useReasonCodes="true" initialScore="0" reasonCodeAlgorithm="pointsBelow">
  <MiningSchema>{"".join(f'<MiningField name="{f}"/>' for f in fields)}</MiningSchema><Output>
  <OutputField name="score" feature="predictedValue" dataType="double"/>
  {"".join(f'<OutputField name="r{i}" feature="reasonCode" rank="{i}" dataType="string"/>' for i in (1, 2, 3))}</Output>
  <Characteristics>{"".join(criterion(f.upper(), f, 10, 20) for f in fields)}</Characteristics></Scorecard></PMML>"""
with open("card.pmml", "w") as file:
    file.write(pmml)
first, second = Model.load("card.pmml"), make_evaluator("card.pmml").verify()

def both(emp, ind, rev):
    row = {"emp": emp, "ind": ind, "rev": rev}
    answers = []
    for ask in (first.predict, second.evaluate):
        try:
            told = ask(row)
            answers.append([told["score"], *(told[f"r{i}"] for i in (1, 2, 3))])
        except Exception as error:
            answers.append(type(error).__name__)
    return answers

check("all points", both(100, 100, 100), [[60.0, None, None, None], [60.0, "EMP", "IND", "REV"]])
check("two lost", both(100, 10, None), [[35.0, "REV", "IND", "IND"], [35.0, "REV", "IND", "EMP"]])
check("all lost the same", both(10, 10, 10), [[30.0, "REV", "IND", "EMP"], [30.0, "EMP", "IND", "REV"]])
check("a text", both("abc", 100, 100), [[45.0, "EMP", "EMP", "EMP"], "JavaError"])
Model.close()
PY
