"""What problem documents and pages of errors say, in both languages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..errors import Message

if TYPE_CHECKING:
    from collections.abc import Mapping

PROBLEMS: Mapping[str, Message] = {
    "error.home": Message(ru="На главную", en="Go to the front page"),
    "error.nearest": Message(ru="Ближайшее, что есть", en="The nearest that there is"),
    "status.400": Message(ru="Запрос не понят", en="The request is not understood"),
    "status.401": Message(ru="Нужен ключ доступа", en="A token is needed"),
    "status.403": Message(ru="Запись закрыта", en="Writing is not allowed"),
    "status.404": Message(ru="Не найдено", en="Not found"),
    "status.405": Message(ru="Метод не подходит", en="Method not allowed"),
    "status.406": Message(ru="Такого вида ответа нет", en="Not acceptable"),
    "status.409": Message(ru="Изменение не принято", en="The change is refused"),
    "status.412": Message(ru="Данные уже другие", en="The data are not as asked"),
    "status.413": Message(ru="Запрос слишком велик", en="The request is too large"),
    "status.415": Message(ru="Вид запроса не читается", en="Unsupported media type"),
    "status.416": Message(ru="Такой части нет", en="There is no such part"),
    "status.429": Message(ru="Слишком много запросов", en="Too many requests"),
    "status.500": Message(ru="Внутренняя ошибка", en="Internal error"),
    "status.502": Message(ru="Другой сервис не ответил", en="Another service did not answer"),
    "status.504": Message(ru="Другой сервис не ответил вовремя", en="Another service did not answer in time"),
    "status.503": Message(ru="Сервис сейчас не отвечает", en="The service is unavailable"),
    "status.other": Message(ru="Ошибка: {phrase}", en="Error: {phrase}"),
    "problem.404": Message(
        ru="{path}: такого адреса здесь нет; начните с главной страницы {home}",
        en="{path}: there is no such address here; start from the front page {home}",
    ),
    "problem.405": Message(
        ru="{path}: метод {method} не подходит; возможны: {allowed}",
        en="{path}: the method {method} does not fit; choose from {allowed}",
    ),
    "problem.413": Message(
        ru="Тело запроса больше 1 МБ; сократите его или разбейте запрос на части",
        en="The body is larger than 1 MB; shorten it or split the query into parts",
    ),
    "problem.500": Message(
        ru="Запрос не выполнен из-за ошибки в программе; подробности — в журнале сервера под номером {fault}",
        en="A fault of the program kept the request from being answered; the server's log has it as {fault}",
    ),
    "problem.503": Message(
        ru="Данные не загружены или не открываются; зайдите позже, причина записана в журнале сервера",
        en="The data are not loaded or cannot be opened; come back later, the server's log has the cause",
    ),
    "problem.busy": Message(
        ru="В хранилище сейчас пишут другие или пишущий процесс перезапускается; повторите через несколько секунд",
        en="Others are writing to the store, or its writer process is being restarted; try again in a few seconds",
    ),
    "problem.other": Message(
        ru="{path}: запрос {method} не выполнен; начните с главной страницы {home}",
        en="{path}: the {method} request was not answered; start from the front page {home}",
    ),
}
