"""The words of the pages about standards, functions, concepts and classifier codes, in both languages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...errors import Message

if TYPE_CHECKING:
    from collections.abc import Mapping

READING: Mapping[str, Message] = {
    "reading.work": Message(ru="Профессиональный стандарт", en="Professional standard"),
    "reading.whole": Message(ru="Обобщенная трудовая функция", en="Generalised work function"),
    "reading.particular": Message(ru="Трудовая функция", en="Particular work function"),
    "reading.function": Message(ru="Функция", en="Function"),
    "reading.member": Message(ru="Чья ссылка", en="Whose reference"),
    "reading.members": Message(ru="Трудовые функции", en="Particular functions"),
    "reading.level": Message(ru="Уровень", en="Level"),
    "reading.page": Message(ru="стр. {page}", en="p. {page}"),
    "reading.line": Message(ru="строка {line}", en="line {line}"),
    "reading.lines": Message(ru="строки {first}–{last}", en="lines {first}–{last}"),
    "reading.counts": Message(
        ru="{all}: своих {own}, унаследовано {inherited}", en="{all}: {own} own, {inherited} inherited"
    ),
    "reading.of.them": Message(ru="из них унаследовано {inherited}", en="{inherited} of them inherited"),
    "reading.own": Message(ru="Собственные", en="Own"),
    "reading.own.count": Message(ru="своих {own}", en="{own} own"),
    "reading.own.row": Message(ru="собственное", en="own"),
    "reading.inherited": Message(ru="унаследовано из", en="inherited from"),
    "reading.through": Message(ru="через", en="through"),
    "reading.none": Message(ru="Нет.", en="None."),
    "reading.references": Message(ru="Связи с другими функциями", en="Links with other functions"),
    "reading.taken": Message(ru="Берёт умения и знания у", en="Takes skills and knowledge from"),
    "reading.given": Message(ru="Умения и знания берут у неё", en="Gives skills and knowledge to"),
    "reading.what": Message(ru="Что", en="What"),
    "reading.where": Message(ru="Где", en="Where"),
    "reading.origin": Message(ru="Откуда", en="From where"),
    "reading.requirements": Message(ru="Требования к работнику", en="Entry requirements"),
    "reading.requirements.of": Message(
        ru="Одни для всех трудовых функций в составе", en="The same for every particular function of"
    ),
    "reading.titles": Message(ru="Должности", en="Job titles"),
    "reading.education": Message(ru="Образование", en="Education"),
    "reading.experience": Message(ru="Опыт", en="Experience"),
    "reading.admission": Message(ru="Условия допуска", en="Conditions of admission"),
    "reading.months": Message(ru="не менее {count} мес.", en="at least {count} months"),
    "reading.codes": Message(ru="Коды классификаторов", en="Classifier codes"),
    "reading.codes.code": Message(ru="Как в документе", en="As written"),
    "reading.codes.then": Message(ru="Что означал при утверждении", en="What it meant when approved"),
    "reading.codes.edition": Message(ru="редакция", en="edition"),
    "reading.codes.corresponds": Message(ru="Соответствует в других редакциях", en="Corresponds in other editions"),
    "reading.codes.same": Message(ru="Тот же код в других редакциях", en="The same code in other editions"),
    "reading.codes.esco": Message(
        ru="Какие занятия ESCO соответствуют функции и по какой цепочке кодов",
        en="Which ESCO occupations correspond to the function, and by which chain of codes",
    ),
    "reading.codes.behind": Message(ru="SPARQL других редакций", en="SPARQL behind the other editions"),
    "reading.remarks": Message(ru="Прочее", en="Other"),
    "reading.requiring": Message(ru="Кому это требуется", en="Which functions require it"),
    "reading.decisions": Message(ru="Решения о понятии", en="Decisions on the concept"),
    "reading.decisions.same": Message(ru="одно понятие с", en="one concept with"),
    "reading.decisions.close": Message(ru="близко к", en="close to"),
    "reading.decisions.different": Message(ru="не то же, что", en="not the same as"),
    "reading.decisions.through": Message(ru="следует из решений о других", en="follows from decisions on others"),
    "reading.spellings": Message(ru="Написания", en="Spellings"),
    "reading.editions": Message(ru="Редакции", en="Editions"),
    "reading.section.one": Message(ru="Раздел I", en="Section I"),
    "reading.item.editions": Message(ru="Что означает этот код", en="What this code means"),
    "reading.item.here": Message(ru="В этой редакции", en="In this edition"),
    "reading.item.since": Message(ru="с {day}", en="since {day}"),
    "reading.item.until": Message(ru="по {day}", en="until {day}"),
    "reading.item.hierarchy": Message(ru="Место в классификаторе", en="Place in the classifier"),
    "reading.item.broader": Message(ru="Входит в", en="Part of"),
    "reading.item.narrower": Message(ru="Включает", en="Includes"),
    "reading.item.used": Message(ru="Функции и стандарты с этим кодом", en="Functions and standards with this code"),
    "reading.item.across": Message(
        ru="То же по соответствиям с другими редакциями", en="The same through correspondences with other editions"
    ),
    "reading.item.question": Message(
        ru="Вопрос (новейшие редакции стандартов)", en="The question (newest editions of standards)"
    ),
    "reading.item.who": Message(ru="Кто назвал", en="Named by"),
    "reading.item.written": Message(ru="Как написано", en="As written"),
    "reading.behind": Message(ru="SPARQL этой таблицы", en="SPARQL behind this table"),
    "reading.cut": Message(
        ru="Показаны первые 500 строк; все найдёт запрос.", en="The first 500 rows are shown; the query finds all."
    ),
    "reading.record": Message(ru="Данные", en="Data"),
    "reading.everything": Message(ru="Все свойства и связи", en="All properties and links"),
    "standard.number": Message(ru="Регистрационный номер стандарта", en="Registry number of the standard"),
    "standard.activity": Message(ru="Вид деятельности", en="Activity"),
    "standard.source": Message(ru="Источник", en="Source"),
    "standard.text": Message(ru="текст документа", en="text of the document"),
    "standard.editions": Message(ru="Другие редакции", en="Other editions"),
    "standard.quality": Message(ru="Как написан стандарт", en="How well the standard is written"),
    "standard.violations": Message(ru="нарушения", en="violations"),
    "standard.warnings": Message(ru="предупреждения", en="warnings"),
    "standard.remarks": Message(ru="замечания", en="remarks"),
    "standard.severity": Message(ru="Важность", en="Severity"),
    "standard.finding": Message(ru="Что не так", en="What is wrong"),
    "standard.faultless": Message(ru="Проверки ничего не нашли.", en="The checks found nothing."),
    "standard.codes": Message(ru="Коды раздела I", en="Codes of section I"),
    "standard.developers": Message(ru="Разработчики", en="Developers"),
    "standard.responsible": Message(ru="ответственный", en="responsible"),
    "picture.title": Message(ru="Кто у кого наследует", en="Who inherits from whom"),
    "picture.hint": Message(
        ru="Функции по уровням квалификации; стрелка ведёт от функции к той, которая берёт её умения или знания.",
        en="Functions by level; an arrow leads from a function to the one that takes its skills or knowledge.",
    ),
    "picture.skills": Message(ru="умения", en="skills"),
    "picture.knowledge": Message(ru="знания", en="knowledge"),
    "picture.level": Message(ru="Уровень {level}", en="Level {level}"),
    "picture.no.level": Message(ru="Уровень не указан", en="No level given"),
    "picture.takes.skills": Message(ru="{taker} берёт умения из {giver}", en="{taker} takes skills from {giver}"),
    "picture.takes.knowledge": Message(ru="{taker} берёт знания из {giver}", en="{taker} takes knowledge from {giver}"),
    "picture.table": Message(ru="То же таблицей", en="The same as a table"),
    "picture.taker": Message(ru="Берёт", en="Takes"),
    "picture.giver": Message(ru="Из функции", en="From the function"),
    "picture.none": Message(ru="Ни одна функция не ссылается на другие.", en="No function refers to another one."),
    "asof.this": Message(
        ru="на {day} (по московскому календарю) действует эта редакция.",
        en="on {day} (by the calendar of Moscow) this edition is in force.",
    ),
    "asof.other": Message(
        ru="На {day} (по московскому календарю) действует другая редакция:",
        en="On {day} (by the calendar of Moscow) another edition is in force:",
    ),
    "asof.back": Message(ru="Убрать дату", en="Leave out the date"),
    "asof.label": Message(ru="На день (по московскому календарю)", en="On a day (by the calendar of Moscow)"),
    "asof.show": Message(ru="Показать", en="Show"),
    "validity.title": Message(ru="Действие", en="In force"),
    "validity.from": Message(ru="с", en="from"),
    "validity.to": Message(ru="по", en="to"),
    "validity.replaces": Message(ru="Заменяет", en="Replaces"),
    "validity.none": Message(ru="не действует", en="not in force"),
}
