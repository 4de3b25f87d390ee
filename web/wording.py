"""Every text of the pages and of the problem documents, in both languages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..errors import Message
from .classifiers.wording import CLASSIFIERS
from .comparing.wording import COMPARING
from .editor.wording import EDITOR
from .linked.wording import LINKED
from .problem_wording import PROBLEMS
from .reading.wording import READING
from .selfdescription.wording import SELF_DESCRIPTION
from .vocabulary.wording import VOCABULARY

if TYPE_CHECKING:
    from collections.abc import Mapping

MESSAGES: Mapping[str, Message] = {
    **CLASSIFIERS,
    **COMPARING,
    **EDITOR,
    **LINKED,
    **PROBLEMS,
    **READING,
    **SELF_DESCRIPTION,
    **VOCABULARY,
    "site.name": Message(ru="ProfGraph", en="ProfGraph"),
    "site.tagline": Message(
        ru="Профессиональные стандарты как граф знаний",
        en="Russian professional standards as a knowledge graph",
    ),
    "site.skip": Message(ru="К содержанию", en="Skip to content"),
    "site.sections": Message(ru="Разделы", en="Sections"),
    "site.language": Message(ru="Язык", en="Language"),
    "site.home": Message(ru="Стандарты", en="Standards"),
    "site.questions": Message(ru="Вопросы", en="Questions"),
    "site.validate": Message(ru="Проверка", en="Validation"),
    "dumps.title": Message(ru="Выгрузки", en="Dumps"),
    "dumps.lead": Message(
        ru="Граф файлами: всё целиком и каждая редакция отдельно. Одни и те же данные дают одни и те же байты.",
        en="The graph as files: everything, and each edition apart. Equal data give equal bytes.",
    ),
    "dumps.whole": Message(ru="Всё вместе", en="Everything"),
    "dumps.whole.caption": Message(
        ru="Стандарты, выведенное по ссылкам, отчеты, онтология и классификаторы. "
        "Файл готовится при первой загрузке; тогда известны размер и контрольная сумма.",
        en="The standards, what is inferred from references, reports, the ontology and the classifiers. "
        "A file is prepared when it is first downloaded; then its size and its digest are known.",
    ),
    "dumps.format": Message(ru="Формат", en="Format"),
    "dumps.file": Message(ru="Файл", en="File"),
    "dumps.packed": Message(ru="Сжатый gzip", en="Packed by gzip"),
    "dumps.editions": Message(ru="По редакциям", en="Each edition"),
    "dumps.editions.caption": Message(
        ru="Редакция и понятия, которые она называет. Excel и CSV — действия, умения и знания всех ее функций.",
        en="An edition and the concepts that it names. Excel and CSV: the actions, skills and knowledge "
        "of all its functions.",
    ),
    "dumps.files": Message(ru="Файлы", en="Files"),
    "dumps.programs": Message(ru="Программам", en="For programs"),
    "dumps.programs.text": Message(
        ru="Список в JSON, загрузка с того места, где она прервалась, и проверка:",
        en="The list as JSON, a download that goes on where it broke off, and a check:",
    ),
    "site.licence": Message(
        ru="Приказы — официальные документы, они не охраняются авторским правом (ГК РФ, ст. 1259, п. 6); граф — CC0.",
        en="Orders are official documents outside copyright (Russian Civil Code, art. 1259, p. 6); the graph is CC0.",
    ),
    "site.data": Message(ru="версия данных", en="data version"),
    "home.description": Message(
        ru="Что загружено, функциональная карта стандарта, готовые вопросы и SPARQL.",
        en="What is loaded, the functional map of a standard, ready questions and SPARQL.",
    ),
    "home.lead": Message(
        ru="Действия, умения и знания каждой трудовой функции — вместе с теми, что она наследует по ссылкам.",
        en="The actions, skills and knowledge of every work function, with all that it inherits by reference.",
    ),
    "loaded.title": Message(ru="Загруженные стандарты", en="Loaded standards"),
    "loaded.caption": Message(
        ru="Редакции в хранилище, новые сверху. Числа — собственные строки редакции, без унаследованных.",
        en="Editions in the store, the newest first. The numbers count an edition's own rows, not inherited ones.",
    ),
    "loaded.standard": Message(ru="Стандарт", en="Standard"),
    "loaded.order": Message(ru="Приказ", en="Order"),
    "loaded.registration": Message(ru="Минюст", en="Registration"),
    "loaded.number": Message(ru="№", en="No."),
    "loaded.from": Message(ru="от", en="of"),
    "loaded.approved": Message(
        ru="{code} {title}, приказ № {order} от {day}", en="{code} {title}, order No. {order} of {day}"
    ),
    "loaded.unknown": Message(ru="не указан", en="not stated"),
    "loaded.generalized": Message(ru="ОТФ", en="GWF"),
    "loaded.generalized.long": Message(ru="обобщенные трудовые функции", en="generalised work functions"),
    "loaded.particular": Message(ru="ТФ", en="PWF"),
    "loaded.particular.long": Message(ru="трудовые функции", en="particular work functions"),
    "count.actions": Message(ru="действия", en="actions"),
    "count.skills": Message(ru="умения", en="skills"),
    "count.knowledge": Message(ru="знания", en="knowledge"),
    "empty.title": Message(ru="Пока ничего не загружено", en="Nothing is loaded yet"),
    "empty.cure": Message(
        ru="Загрузите стандарт на сервере, и он появится здесь:",
        en="Load a standard on the server, and it appears here:",
    ),
    "empty.bundled": Message(ru="стандарт из поставки", en="the bundled standard"),
    "empty.files": Message(ru="свои файлы и папки", en="files and folders of your own"),
    "map.title": Message(ru="Функциональная карта", en="Functional map"),
    "map.caption": Message(
        ru="Раздел II. Описание трудовых функций, входящих в профессиональный стандарт",
        en="Section II. The work functions that the professional standard consists of",
    ),
    "map.purpose": Message(ru="Цель", en="Purpose"),
    "map.standard": Message(
        ru="Весь стандарт: требования к работнику, кто у кого наследует, замечания к тексту",
        en="The whole standard: entry requirements, who inherits from whom, remarks on the text",
    ),
    "map.generalized": Message(ru="Обобщенные трудовые функции", en="Generalised work functions"),
    "map.particular": Message(ru="Трудовые функции", en="Particular work functions"),
    "map.code": Message(ru="код", en="code"),
    "map.name": Message(ru="наименование", en="name"),
    "map.level": Message(ru="уровень", en="level"),
    "map.level.long": Message(ru="уровень квалификации", en="qualification level"),
    "map.note": Message(
        ru="Умения и знания посчитаны вместе с унаследованными. Код открывает страницу функции.",
        en="Skills and knowledge are counted with what is inherited. A code opens the page of its function.",
    ),
    "questions.title": Message(ru="Вопросы", en="Questions"),
    "questions.function": Message(ru="О функции", en="About a function"),
    "questions.pick": Message(ru="Выберите функцию, затем вопрос", en="Choose a function, then a question"),
    "questions.functions": Message(ru="О двух функциях", en="About two functions"),
    "questions.standard": Message(ru="О стандарте", en="About the standard"),
    "query.title": Message(ru="Запрос SPARQL", en="SPARQL query"),
    "query.description": Message(
        ru="Запрос SPARQL 1.1 к графу профессиональных стандартов: ответ таблицей, CSV, JSON, Turtle.",
        en="A SPARQL 1.1 query to the graph of professional standards: the answer as a table, CSV, JSON, Turtle.",
    ),
    "query.label": Message(ru="Текст запроса", en="Text of the query"),
    "query.hint": Message(
        ru="Префиксы объявлять не нужно; граф по умолчанию — все данные вместе.",
        en="Prefixes need no declaration; the default graph is all data together.",
    ),
    "query.hint.strict": Message(
        ru="Префиксы объявлять не нужно; данные лежат в именованных графах: GRAPH ?g {{ … }}.",
        en="Prefixes need no declaration; the data are in named graphs: GRAPH ?g {{ … }}.",
    ),
    "query.run": Message(ru="Выполнить", en="Run"),
    "query.prefixes": Message(ru="Объявленные префиксы", en="Declared prefixes"),
    "query.prefix": Message(ru="Префикс", en="Prefix"),
    "query.namespace": Message(ru="Пространство имен", en="Namespace"),
    "query.machine": Message(ru="Для программ", en="For programs"),
    "query.machine.note": Message(
        ru="Тот же адрес отвечает по протоколу SPARQL 1.1; вид ответа выбирает заголовок Accept.",
        en="The same address speaks the SPARQL 1.1 protocol; the Accept header chooses the type of the answer.",
    ),
    "question.ask": Message(ru="Спросить", en="Ask"),
    "question.about": Message(ru="Подробно об этом", en="All about it"),
    "question.any": Message(ru="все стандарты", en="all standards"),
    "question.any.graph": Message(ru="все графы", en="all graphs"),
    "question.choose": Message(ru="выберите…", en="choose…"),
    "question.text": Message(ru="Запрос SPARQL этой страницы", en="SPARQL behind this page"),
    "question.open": Message(ru="Открыть на странице SPARQL", en="Open on the SPARQL page"),
    "question.elsewhere": Message(ru="Тот же ответ для программ", en="The same answer for programs"),
    "questions.lead": Message(
        ru="Готовые вопросы к графу по задачам: заполните форму, прочтите таблицу, заберите файл.",
        en="Ready questions to the graph, by task: fill in a form, read the table, take the file.",
    ),
    "questions.search": Message(ru="Слова из вопроса", en="Words of the question"),
    "questions.find": Message(ru="Найти", en="Find"),
    "questions.found": Message(ru="Нашлось вопросов: {count}.", en="Questions found: {count}."),
    "questions.all": Message(ru="Показать все", en="Show all"),
    "questions.machine": Message(ru="Для программ, все вопросы сразу:", en="For programs, all questions at once:"),
    "validate.title": Message(ru="Проверка документа", en="Validate a document"),
    "validate.description": Message(
        ru="Проверьте проект или приказ: что не так, в какой строке и что сделать.",
        en="Validate a draft or an order: what is wrong, on which line, and what to do.",
    ),
    "validate.file": Message(
        ru="Файл стандарта: PDF, DOCX, HTML, XML реестра, текст или ZIP с ними (не больше {most} МБ)",
        en="A file of a standard: PDF, DOCX, HTML, XML of the registry, text, or a ZIP of them (at most {most} MB)",
    ),
    "validate.text": Message(ru="или его текст", en="or its text"),
    "validate.run": Message(ru="Проверить", en="Validate"),
    "validate.again": Message(ru="Проверить ещё раз", en="Validate again"),
    "validate.private": Message(
        ru="Документ нигде не сохраняется и не попадает в хранилище.",
        en="The document is not kept anywhere and does not enter the store.",
    ),
    "validate.checks": Message(ru="Что проверяется", en="What is checked"),
    "validate.machine": Message(
        ru="Отчёт для программ: JSON или Turtle (sh:ValidationReport), по заголовку Accept.",
        en="The report for programs: JSON or Turtle (sh:ValidationReport), by the Accept header.",
    ),
    "checks.title": Message(ru="Проверки", en="Checks"),
    "checks.description": Message(
        ru="Что проверяется в профессиональном стандарте, чем это грозит и как исправить.",
        en="What is checked in a professional standard, why it matters and how to mend it.",
    ),
    "page.formats": Message(ru="Для программ", en="For programs"),
    "page.query": Message(ru="SPARQL этой таблицы", en="SPARQL behind this table"),
    "answer.title": Message(ru="Ответ", en="Answer"),
    "answer.rows": Message(ru="строк: {count}", en="rows: {count}"),
    "answer.triples": Message(ru="троек: {count}", en="triples: {count}"),
    "answer.none": Message(ru="Ничего не нашлось.", en="Nothing was found."),
    "answer.cut": Message(
        ru="Здесь показано не больше {most}; весь ответ — в файлах.",
        en="No more than {most} are shown here; the files hold the whole answer.",
    ),
    "answer.true": Message(ru="да", en="yes"),
    "answer.false": Message(ru="нет", en="no"),
    "answer.download": Message(ru="Скачать", en="Download"),
}
