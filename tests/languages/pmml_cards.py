"""Makes PMML cards and rows, and lets JPMML score them: `pmml_cards.py FOLDER`. Needs Java 17 and the packages below.

    python3 -m venv venv && venv/bin/pip install jpmml-evaluator==0.16.0 jpype1==1.7.1 pandas==3.1.1
    venv/bin/python tests/languages/pmml_cards.py icp-exchange/samples/jpmml

Each card is NAME.pmml; NAME.json has its rows, the score that JPMML gives to each, null where it gives none, and its reason
codes. The test of `icp-exchange` imports every card and compares every score and every code, without Java.
"""

import json
import random
import sys
from pathlib import Path
from xml.sax.saxutils import quoteattr

CARDS = 25
ROWS = 200
NUMBERS = ["size", "revenue", "age"]
TEXTS = {"country": ["DE", "AT", "CH", "US", "FR"], "trade": ["software", "retail", "health care", "steel"]}


class Maker:
    """One card; its number decides what it has."""

    def __init__(self, number):
        self.dice = random.Random(number)
        # Dice of their own, so that codes change nothing else.
        self.code_dice = random.Random(1000 + number)
        self.number = number
        self.asked = 0 if number % 5 == 4 else self.code_dice.randint(1, 4)
        self.derived = []
        self.fields = [*NUMBERS, *TEXTS, "active"]

    def points(self):
        return round(self.dice.uniform(-20, 60), self.dice.choice([0, 0, 1, 3]))

    def bound(self):
        return self.dice.choice([0, 10, 50, 99.5, 100, 1000, -5])

    def simple(self):
        dice = self.dice
        field = dice.choice(self.fields)
        if dice.random() < 0.1:
            return f'<SimplePredicate field="{field}" operator="{dice.choice(["isMissing", "isNotMissing"])}"/>'
        if field in TEXTS:
            values = TEXTS[field]
            if dice.random() < 0.5:
                some = dice.sample(values, 2)
                array = " ".join(f'"{one}"' for one in some)
                operator = dice.choice(["isIn", "isNotIn"])
                return (
                    f'<SimpleSetPredicate field="{field}" booleanOperator="{operator}">'
                    f"<Array n=\"2\" type=\"string\">{array}</Array></SimpleSetPredicate>"
                )
            operator = dice.choice(["equal", "notEqual"])
            return f'<SimplePredicate field="{field}" operator="{operator}" value={quoteattr(dice.choice(values))}/>'
        if field == "active":
            return f'<SimplePredicate field="active" operator="equal" value="{dice.choice(["true", "false"])}"/>'
        operator = dice.choice(
            ["equal", "notEqual", "lessThan", "lessOrEqual", "greaterThan", "greaterOrEqual", "lessThan"]
        )
        return f'<SimplePredicate field="{field}" operator="{operator}" value="{self.bound()}"/>'

    def predicate(self, depth=2):
        if depth == 0 or self.dice.random() < 0.5:
            return self.simple()
        operator = self.dice.choice(["and", "or", "xor", "surrogate"])
        inner = "".join(self.predicate(depth - 1) for _ in range(self.dice.choice([2, 2, 3])))
        return f'<CompoundPredicate booleanOperator="{operator}">{inner}</CompoundPredicate>'

    def score(self):
        """A partial score, as an attribute or as an element behind the predicate."""
        if self.number % 4 == 3 and self.dice.random() < 0.3:
            field = self.dice.choice(NUMBERS[:2])
            factor, added = self.dice.choice([0.5, 2, -0.25]), self.dice.choice([3, -7.5])
            inner = (
                f'<Apply function="+"><Apply function="*"><Constant dataType="double">{factor}</Constant>'
                f'<FieldRef field="{field}"/></Apply><Constant dataType="double">{added}</Constant></Apply>'
            )
            return "", f"<ComplexPartialScore>{inner}</ComplexPartialScore>"
        return f' partialScore="{self.points()}"', ""

    def characteristic(self, name):
        attributes = []
        for _ in range(self.dice.randint(1, 5)):
            score, complex_score = self.score()
            code = self.code(0.25)
            attributes.append(f"<Attribute{score}{code}>{self.predicate()}{complex_score}</Attribute>")
        if self.dice.random() < 0.85:
            attributes.append(f'<Attribute partialScore="{self.points()}"{self.code(0.25)}><True/></Attribute>')
        codes = self.code(1)
        if codes and not self.one_baseline:
            codes += f' baselineScore="{self.code_dice.choice([0, 10, 20, 7.5, 60, -20])}"'
        return f'<Characteristic name="{name}"{codes}>{"".join(attributes)}</Characteristic>'

    def code(self, share):
        """A reason code, which several parts of a card may have."""
        if not self.asked or self.code_dice.random() >= share:
            return ""
        return f' reasonCode="{self.code_dice.choice(["R1", "R2", "R3", "R4", "R5", "R6"])}"'

    def derive(self):
        if self.number % 3 != 2:
            return ""
        self.fields += ["band", "market", "scaled"]
        TEXTS["band"], TEXTS["market"] = ["small", "large"], ["home", "abroad"]
        NUMBERS.append("scaled")
        return """<LocalTransformations>
  <DerivedField name="band" optype="categorical" dataType="string"><Discretize field="size" mapMissingTo="small">
    <DiscretizeBin binValue="small"><Interval closure="openOpen" rightMargin="50"/></DiscretizeBin>
    <DiscretizeBin binValue="large"><Interval closure="closedClosed" leftMargin="50" rightMargin="1000"/></DiscretizeBin>
  </Discretize></DerivedField>
  <DerivedField name="market" optype="categorical" dataType="string"><MapValues outputColumn="to" defaultValue="abroad">
    <FieldColumnPair field="country" column="from"/><InlineTable>
    <row><from>DE</from><to>home</to></row><row><from>AT</from><to>home</to></row></InlineTable></MapValues></DerivedField>
  <DerivedField name="scaled" optype="continuous" dataType="double"><NormContinuous field="revenue" outliers="asExtremeValues">
    <LinearNorm orig="0" norm="0"/><LinearNorm orig="100" norm="50"/><LinearNorm orig="1000" norm="100"/>
  </NormContinuous></DerivedField></LocalTransformations>"""

    def card(self):
        dice = self.dice
        kinds = {name: "double" for name in NUMBERS[:3]}
        valid = {name: "" for name in [*NUMBERS[:3], "country", "trade", "active"]}
        mining = dict.fromkeys(valid, "")
        if self.number % 2:
            valid["country"] = "".join(f'<Value value="{one}"/>' for one in TEXTS["country"][:4])
            treatment = dice.choice(["returnInvalid", "asMissing", "asIs"])
            mining["country"] = f' invalidValueTreatment="{treatment}"'
            valid["age"] = '<Interval closure="closedOpen" leftMargin="0" rightMargin="500"/>'
            mining["age"] = f' invalidValueTreatment="{dice.choice(["asMissing", "asIs", "returnInvalid"])}"'
        if self.number % 3 == 1:
            mining["revenue"] = ' missingValueReplacement="40"'
            mining["trade"] = ' missingValueReplacement="steel"'
        if self.number % 5 == 2:
            treatment = dice.choice(["asExtremeValues", "asMissingValues"])
            mining["size"] = f' outliers="{treatment}" lowValue="5" highValue="900"'
        data = "".join(
            f'<DataField name="{name}" optype="{"continuous" if name in kinds else "categorical"}" '
            f'dataType="{kinds.get(name) or ("boolean" if name == "active" else "string")}">{valid[name]}</DataField>'
            for name in valid
        )
        schema = "".join(f'<MiningField name="{name}"{mining[name]}/>' for name in mining)
        target = ""
        if self.number % 6 == 4:
            target = '<Targets><Target field="score" rescaleFactor="2" rescaleConstant="10" min="-50" max="120"/></Targets>'
        derived = self.derive()
        self.one_baseline = self.asked and self.code_dice.random() < 0.3
        reasons = 'useReasonCodes="false"'
        if self.asked:
            side = self.code_dice.choice(["pointsAbove", "pointsBelow", "pointsBelow"])
            reasons = f'useReasonCodes="true" reasonCodeAlgorithm="{side}"'
            if self.one_baseline:
                reasons += f' baselineScore="{self.code_dice.choice([0, 15, 40])}"'
        inner = "".join(self.characteristic(f"part {one}") for one in range(dice.randint(2, 5)))
        ranks = "".join(
            f'<OutputField name="reason{rank}" feature="reasonCode" rank="{rank}" optype="categorical" dataType="string"/>'
            for rank in range(1, self.asked + 1)
        )
        output = (
            '<Output><OutputField name="total" feature="predictedValue" optype="continuous" dataType="double"/>'
            f"{ranks}</Output>"
        )
        return (
            '<?xml version="1.0" encoding="UTF-8"?>\n<PMML version="4.4" xmlns="http://www.dmg.org/PMML-4_4"><Header/>\n'
            f'<DataDictionary>{data}<DataField name="score" optype="continuous" dataType="double"/></DataDictionary>\n'
            f'<Scorecard modelName="card {self.number}" functionName="regression" {reasons} '
            f'initialScore="{self.points()}">\n<MiningSchema>{schema}<MiningField name="score" usageType="target"/>'
            f"</MiningSchema>{output}{target}{derived}\n<Characteristics>{inner}</Characteristics></Scorecard></PMML>\n"
        ).replace("</Characteristic>", "</Characteristic>\n")

    def row(self):
        dice = self.dice
        row = {}
        for name in ["size", "revenue", "age"]:
            if dice.random() < 0.85:
                row[name] = dice.choice([0, 10, 50, 99.5, 100, 1000, -5, 5, 900, 499, round(dice.uniform(-20, 1200), 2)])
        for name in ["country", "trade"]:
            if dice.random() < 0.85:
                row[name] = dice.choice(TEXTS[name])
        if dice.random() < 0.85:
            row["active"] = dice.random() < 0.5
        return row


def main(folder):
    from jpmml_evaluator import make_evaluator

    folder.mkdir(parents=True, exist_ok=True)
    total = nothing = made = number = 0
    while made < CARDS:
        for name in ["band", "market"]:
            TEXTS.pop(name, None)
        del NUMBERS[3:]
        maker = Maker(number)
        path = folder / f"card{number:02}.pmml"
        number += 1
        path.write_text(maker.card())
        for name in ["band", "market"]:
            TEXTS.pop(name, None)
        evaluator = make_evaluator(str(path)).verify()
        lines = []
        for _ in range(ROWS):
            row = maker.row()
            asked = {name: row.get(name) for name in ["size", "revenue", "age", "country", "trade", "active"]}
            codes = []
            try:
                told = evaluator.evaluate(asked)
                score = told["total"]
                if score is not None:
                    codes = [told[f"reason{rank}"] for rank in range(1, maker.asked + 1)]
            except Exception:
                score = None
            lines.append([row, score, [code for code in codes if code is not None]])
        # A card without any score says nothing.
        if all(score is None for _, score, _ in lines):
            path.unlink()
            continue
        made += 1
        total += len(lines)
        nothing += sum(score is None for _, score, _ in lines)
        texts = [json.dumps(line, separators=(",", ":")) for line in lines]
        path.with_suffix(".json").write_text("[\n" + ",\n".join(texts) + "\n]\n")
    print(f"{CARDS} cards, {total} rows, {nothing} without a score")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
