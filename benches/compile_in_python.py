"""The job that `compile.py` measures, as a script in Python would do it: reads returned YAML files, checks their 16 fields,
finds the same person twice, counts, and writes a workbook row by row.

    compile_in_python.py FOLDER OUT.xlsx
"""

import hashlib
import sys
from collections import Counter, defaultdict
from datetime import date
from pathlib import Path
from typing import Annotated, Literal, Optional

WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
DIGITS = "10X98765432"
CLASSES = ["河南班", "北京班", "江苏班", "天津班", "浙江班", "中国电子学会班", "中国林学会班", "中国汽车工程学会班",
           "中国细胞生物学会班", "中国女科技工作者协会班"]


def check_digit(body):
    """The last character of an ID number (GB 11643-1999)."""
    return DIGITS[sum(int(digit) * weight for digit, weight in zip(body, WEIGHTS)) % 11]


def main(folder, out):
    import yaml
    from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, ValidationError, model_validator

    def absent(value):
        return None if value in ("", None) else value

    Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]

    class Registration(BaseModel):
        model_config = ConfigDict(extra="forbid")
        form: Literal["registration-2022"] = Field(alias="表单")
        unit: Text = Field(alias="推荐单位")
        name: Annotated[Text, StringConstraints(pattern=r"^[\u3400-\u9fff·]{2,}$")] = Field(alias="姓名")
        sex: Literal["男", "女"] = Field(alias="性别")
        ethnicity: Annotated[Text, StringConstraints(pattern=r"族$")] = Field(alias="民族")
        photo: Annotated[Optional[str], BeforeValidator(absent)] = Field(None, alias="照片")
        party: Text = Field(alias="政治面貌")
        id_number: Annotated[str, StringConstraints(pattern=r"^\d{17}[\dX]$")] = Field(alias="身份证号")
        mobile: Annotated[str, StringConstraints(pattern=r"^1[3-9]\d{9}$")] = Field(alias="手机")
        phone: Annotated[Optional[str], BeforeValidator(absent)] = Field(None, alias="办公电话")
        email: Annotated[str, StringConstraints(pattern=r"^[^@\s]+@[^@\s]+\.[^@\s]+$")] = Field(alias="电子邮箱")
        field: Text = Field(alias="研究领域")
        post: Text = Field(alias="工作单位及职务、职称")
        choice: Literal[tuple(CLASSES)] = Field(alias="选择班次")
        filled_on: date = Field(alias="填表日期")
        revision: Annotated[Optional[int], BeforeValidator(absent)] = Field(None, alias="修订")
        bio: Annotated[str, StringConstraints(max_length=800)] = Field(alias="个人简介")

        @model_validator(mode="after")
        def id_number_is_sound(self):
            if check_digit(self.id_number[:17]) != self.id_number[17]:
                raise ValueError("校验码不符")
            date(int(self.id_number[6:10]), int(self.id_number[10:12]), int(self.id_number[12:14]))
            if (int(self.id_number[16]) % 2 == 1) != (self.sex == "男"):
                raise ValueError("性别与身份证号不符")
            return self

    class Loader(yaml.CSafeLoader):
        """Leaves numbers and days as they are written: nobody's phone is a number."""

    Loader.yaml_implicit_resolvers = {}

    people, problems, ledger = [], [], []
    for path in sorted(Path(folder).rglob("*.yaml")):
        content = path.read_bytes()
        name = str(path.relative_to(folder))
        count = len(problems)
        try:
            people.append((name, Registration.model_validate(yaml.load(content, Loader=Loader))))
        except ValidationError as error:
            problems += [(name, ".".join(map(str, it["loc"])), it["msg"]) for it in error.errors()]
        except yaml.YAMLError as error:
            problems.append((name, "", str(error)))
        ledger.append((name, hashlib.sha256(content).hexdigest(), len(problems) - count))

    for key, what in [("id_number", "身份证号"), ("mobile", "手机"), ("email", "电子邮箱")]:
        seen = defaultdict(list)
        for name, person in people:
            seen[getattr(person, key)].append(name)
        problems += [(name, what, "重复") for names in seen.values() if len(names) > 1 for name in names]

    write(out, people, problems, ledger)


def write(out, people, problems, ledger):
    """The sheets that linghang writes of the same files: rosters, all fields, problems, counts and the ledger."""
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    head = ["序号", "选择班次", "推荐单位", "姓名", "性别", "民族", "政治面貌", "身份证号", "手机", "电子邮箱", "研究领域", "单位职务"]

    def official(person):
        return [person.choice, person.unit, person.name, person.sex, person.ethnicity, person.party, person.id_number,
                person.mobile, person.email, person.field, person.post]

    sheet = book.create_sheet("汇总表")
    sheet.append(head)
    for number, (_, person) in enumerate(people, 1):
        sheet.append([number, *official(person)])

    by_class = defaultdict(list)
    for _, person in people:
        by_class[person.choice].append(person)
    for name in CLASSES:
        sheet = book.create_sheet(name)
        sheet.append(head)
        for number, person in enumerate(by_class[name], 1):
            sheet.append([number, *official(person)])

    sheet = book.create_sheet("合并表")
    for number, (name, person) in enumerate(people, 1):
        fields = person.model_dump()
        if number == 1:
            sheet.append(["序号", *fields, "文件"])
        sheet.append([number, *fields.values(), name])

    tables = {
        "问题清单": [("文件", "栏目", "问题"), *problems],
        "收件台账": [("文件", "SHA-256", "问题"), *ledger],
    }
    for title, key in [("班次", "choice"), ("单位", "unit"), ("民族", "ethnicity"), ("政治面貌", "party"), ("领域", "field"), ("性别", "sex")]:
        counts = Counter(getattr(person, key) for _, person in people)
        tables[f"按{title}"] = [(title, "人数"), *counts.most_common()]
    for title, rows in tables.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    book.save(out)


if __name__ == "__main__":
    main(*sys.argv[1:])
