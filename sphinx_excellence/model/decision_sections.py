"""The sections of a decision's page: what each is called in its page, by the customary templates, in several languages.

Owns the table and how headings are compared. The table is data: Nygard's template, MADR 2 to 4, Tyree and Akerman's,
arc42's section 9, the Alexandrian form, EdgeX, log4brains and Structured MADR. ``excellence_sections`` adds headings.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from types import MappingProxyType

#: The headings of each section, as they are written; compared by `normalised`.
HEADINGS: Mapping[str, tuple[str, ...]] = MappingProxyType({
    "context": (
        "Context", "Context and Problem Statement", "Context & Problem Statement", "Context and Problem", "Problem",
        "Problem Statement", "Problem and Context", "Issue", "Issue or Problem", "Background", "Background and Context",
        "Context and Background", "Motivation", "Motivation and Context", "Introduction and Context",
        "Current Context",
        "Situation", "The Problem", "Context of the Decision", "Question", "Use Case", "Use Cases",
        "Referenced Use Case(s)", "Referenced Use Cases", "Forces and Context",
        "Kontext", "Kontext und Problemstellung", "Kontext und Problembeschreibung", "Problemstellung",
        "Problembeschreibung", "Problem und Kontext", "Ausgangslage", "Hintergrund", "Fragestellung",
        "Ausgangssituation",
        "Contexte", "Contexte et énoncé du problème", "Contexte et problématique", "Problématique", "Problème",
        "Énoncé du problème",
        "Contexto", "Contexto y planteamiento del problema", "Contexto y problema", "Planteamiento del problema",
        "Problema", "Antecedentes", "Motivación",
        "Contexto e definição do problema", "Contexto e declaração do problema", "Contexto e problema",
        "Declaração do problema", "Motivação",
        "Contesto", "Contesto e problema", "Contesto e definizione del problema", "Contesto e descrizione del problema",
        "Context en probleemstelling", "Probleemstelling", "Achtergrond", "Aanleiding", "Probleem",
        "Kontekst", "Kontekst i opis problemu", "Kontekst i problem", "Opis problemu", "Tło",
        "Контекст", "Контекст и проблема", "Контекст и постановка проблемы", "Контекст и формулировка проблемы",
        "Постановка проблемы", "Постановка задачи", "Проблема", "Предпосылки",
        "背景", "上下文", "背景与问题陈述", "背景和问题陈述", "上下文和问题陈述", "上下文与问题陈述",
        "问题陈述", "问题描述", "问题",
        "背景と問題提起", "コンテキスト", "文脈", "コンテキストと問題", "背景と課題", "課題", "問題",
        "컨텍스트", "맥락", "배경",
    ),
    "drivers": (
        "Decision Drivers", "Drivers", "Forces", "Driving Forces", "Decision Criteria", "Criteria",
        "Evaluation Criteria", "Goals", "Requirements", "Quality Attributes", "Concerns", "Decision Driver",
        "Entscheidungstreiber", "Treiber", "Treiber der Entscheidung", "Entscheidungskriterien", "Kriterien",
        "Einflussfaktoren", "Ziele",
        "Facteurs de décision", "Critères de décision", "Moteurs de décision", "Moteurs de la décision", "Objectifs",
        "Impulsores de decisión", "Impulsores de la decisión", "Factores de decisión", "Criterios de decisión",
        "Fuerzas",
        "Direcionadores da decisão", "Direcionadores de decisão", "Fatores de decisão", "Critérios de decisão",
        "Fattori decisionali", "Fattori della decisione", "Criteri di decisione",
        "Beslissingsfactoren", "Beslissingscriteria", "Drijfveren",
        "Czynniki decyzji", "Czynniki decyzyjne", "Kryteria decyzji",
        "Факторы решения", "Движущие факторы", "Критерии выбора", "Критерии решения",
        "决策驱动因素", "决策驱动", "决策因素", "驱动因素",
        "意思決定推進者", "決定要因", "決定の要因", "判断基準", "意思決定の要因",
    ),
    "options": (
        "Considered Options", "Options Considered", "Options", "Alternatives", "Considered Alternatives",
        "Alternatives Considered", "Rejected Alternatives", "Alternative Options", "Alternative Solutions",
        "Alternatives Considered and Rejected", "Other Options Considered", "Other Options", "Proposed Solutions",
        "Possible Solutions", "Solutions Considered", "Considered Design Options", "Considered Designs",
        "Option Analysis", "Options Analysis", "Alternatives and Analysis", "Discarded Alternatives",
        "Betrachtete Optionen", "Betrachtete Alternativen", "Optionen", "Alternativen", "Erwogene Optionen",
        "Erwogene Alternativen", "Verworfene Alternativen", "Abgelehnte Alternativen", "Lösungsalternativen",
        "Mögliche Lösungen", "Lösungsoptionen",
        "Options envisagées", "Options considérées", "Options étudiées", "Alternatives envisagées",
        "Alternatives considérées", "Alternatives rejetées",
        "Opciones consideradas", "Opciones", "Alternativas", "Alternativas consideradas", "Alternativas rechazadas",
        "Opções consideradas", "Opções", "Alternativas rejeitadas",
        "Opzioni considerate", "Opzioni", "Alternative", "Alternative considerate",
        "Overwogen opties", "Overwogen alternatieven", "Opties", "Alternatieven",
        "Rozważane opcje", "Rozważane alternatywy", "Opcje", "Alternatywy",
        "Рассмотренные варианты", "Рассмотренные альтернативы", "Варианты", "Альтернативы", "Варианты решения",
        "考虑的选项", "考虑的方案", "考虑过的选项", "备选方案", "可选方案", "候选方案", "选项", "替代方案",
        "検討した選択肢", "検討対象となるオプション", "検討されたオプション", "選択肢", "代替案", "検討した代替案",
        "고려한 대안", "고려된 옵션", "대안",
    ),
    "positions": ("Positions", "Positions Considered", "Positionen", "Posiciones", "Posições"),
    "decision": (
        "Decision", "Decision Outcome", "Decisions", "The Decision", "Outcome", "Decision Taken", "Decision Made",
        "Resolution", "Solution", "Proposed Decision", "Proposed Solution", "Proposed Design", "Proposal",
        "Chosen Option", "Selected Option", "Final Decision", "Decision and Rationale", "Decision & Rationale",
        "Therefore", "Recommendation", "Decision Statement", "Decision Result",
        "Entscheidung", "Entscheidungen", "Entscheidungsergebnis", "Ergebnis der Entscheidung",
        "Getroffene Entscheidung",
        "Ergebnis", "Lösung", "Beschluss", "Entscheid", "Gewählte Option", "Vorschlag",
        "Décision", "Décisions", "Résultat de la décision", "Décision retenue", "Décision prise", "Option retenue",
        "Conception proposée",
        "Decisión", "Decisiones", "Resultado de la decisión", "Opción elegida", "Diseño propuesto", "Solución",
        "Decisão", "Decisões", "Resultado da decisão", "Opção escolhida", "Solução",
        "Decisione", "Decisioni", "Esito della decisione", "Risultato della decisione", "Opzione scelta",
        "Beslissing", "Besluit", "Uitkomst van de beslissing", "Uitkomst", "Resultaat van de beslissing",
        "Gekozen optie",
        "Decyzja", "Wynik decyzji", "Wybrana opcja", "Rozwiązanie",
        "Решение", "Принятое решение", "Результат решения", "Итоговое решение", "Выбранный вариант",
        "决策", "决定", "决策结果", "决策结论", "解决方案", "选定方案",
        "決定", "決定事項", "決定結果", "意思決定結果", "意思決定の結果", "採用した選択肢", "提案設計",
        "결정", "결정 사항", "결정 결과",
    ),
    "argument": (
        "Argument", "Arguments", "Rationale", "Justification", "Reasoning", "Decision Rationale", "Why", "Reasons",
        "Rationale for the Decision", "Rationale of the Decision", "Analysis",
        "Begründung", "Begründung der Entscheidung", "Argumentation",
        "Justification de la décision", "Argumentaire", "Raisons",
        "Justificación", "Argumentos", "Justificativa", "Motivazione", "Motivazioni", "Onderbouwing", "Motivatie",
        "Uzasadnienie", "Обоснование", "Обоснование решения", "Аргументация",
        "理由", "决策理由", "论证", "根拠", "決定の理由", "決定理由",
    ),
    "consequences": (
        "Consequences", "Consequence", "Consequences of the Decision", "Resulting Context", "Impact", "Impacts",
        "Results", "Effects", "Expected Consequences", "Outcomes", "Trade-offs", "Tradeoffs", "Risks",
        "Consequences and Trade-offs", "Risks and Consequences", "Consequences/Impact", "Considerations",
        "Konsequenzen", "Folgen", "Auswirkungen", "Konsequenzen der Entscheidung", "Resultierender Kontext", "Risiken",
        "Conséquences", "Conséquences de la décision", "Impacts de la décision", "Risques", "Considérations",
        "Consecuencias", "Consecuencias de la decisión", "Impacto", "Riesgos", "Consideraciones",
        "Consequências", "Consequências da decisão", "Impactos", "Riscos",
        "Conseguenze", "Conseguenze della decisione", "Impatto", "Rischi",
        "Gevolgen", "Consequenties", "Gevolgen van de beslissing", "Risico's",
        "Konsekwencje", "Skutki", "Następstwa", "Ryzyka",
        "Последствия", "Последствия решения", "Следствия", "Риски",
        "后果", "影响", "结果", "决策后果", "决策影响", "风险",
        "結果", "影響", "帰結", "結果と影響", "考慮事項", "リスク",
        "결과", "영향",
    ),
    "positive-consequences": (
        "Positive Consequences", "Positive", "Benefits", "Advantages", "Good Consequences", "Positives",
        "Positive Konsequenzen", "Positive Folgen", "Positive Auswirkungen", "Vorteile",
        "Conséquences positives", "Avantages",
        "Consecuencias positivas", "Ventajas", "Consequências positivas", "Vantagens",
        "Conseguenze positive", "Vantaggi", "Positieve gevolgen", "Voordelen",
        "Pozytywne konsekwencje", "Pozytywne skutki", "Zalety", "Положительные последствия", "Преимущества",
        "正面后果", "积极影响", "正面影响", "积极后果", "优点", "肯定的な結果", "良い結果", "メリット",
    ),
    "negative-consequences": (
        "Negative Consequences", "Negative", "Drawbacks", "Disadvantages", "Bad Consequences", "Negatives", "Downsides",
        "Negative Konsequenzen", "Negative Folgen", "Negative Auswirkungen", "Nachteile",
        "Conséquences négatives", "Inconvénients",
        "Consecuencias negativas", "Desventajas", "Consequências negativas", "Desvantagens",
        "Conseguenze negative", "Svantaggi", "Negatieve gevolgen", "Nadelen",
        "Negatywne konsekwencje", "Negatywne skutki", "Wady", "Отрицательные последствия", "Недостатки",
        "负面后果", "消极影响", "负面影响", "消极后果", "缺点", "否定的な結果", "悪い結果", "デメリット",
    ),
    "pros-and-cons": (
        "Pros and Cons of the Options", "Pros and Cons", "Pros & Cons", "Pros & Cons of the Options",
        "Pros and Cons of Options", "Pros/Cons", "Comparison", "Comparison of Options", "Comparison of the Options",
        "Evaluation of Options", "Evaluation of the Options", "Option Details", "Options in Detail",
        "Pro und Contra der Optionen", "Pro und Kontra der Optionen", "Vor- und Nachteile der Optionen",
        "Vor- und Nachteile", "Pro und Contra", "Bewertung der Optionen", "Vergleich der Optionen",
        "Avantages et inconvénients des options", "Avantages et inconvénients", "Pour et contre des options",
        "Pros y contras de las opciones", "Ventajas y desventajas de las opciones", "Pros y contras",
        "Prós e contras das opções", "Vantagens e desvantagens das opções", "Prós e contras",
        "Pro e contro delle opzioni", "Pro e contro", "Vantaggi e svantaggi delle opzioni",
        "Voor- en nadelen van de opties", "Voor- en nadelen",
        "Zalety i wady opcji", "Plusy i minusy opcji", "Za i przeciw", "Wady i zalety opcji",
        "Плюсы и минусы вариантов", "Преимущества и недостатки вариантов", "Плюсы и минусы",
        "选项的优缺点", "各选项的优缺点", "方案优缺点", "各方案的优缺点", "优缺点",
        "オプションの長所と短所", "選択肢の長所と短所", "選択肢の利点と欠点", "長所と短所", "メリットとデメリット",
    ),
    "confirmation": (
        "Confirmation", "Validation", "Compliance", "Verification", "Fitness Function", "Fitness Functions",
        "Compliance and Confirmation", "Governance", "Enforcement",
        "Bestätigung", "Überprüfung", "Validierung", "Einhaltung", "Nachweis",
        "Confirmation de la décision", "Conformité", "Vérification",
        "Confirmación", "Validación", "Cumplimiento", "Verificación",
        "Confirmação", "Validação", "Conformidade", "Verificação",
        "Conferma", "Validazione", "Convalida", "Conformità", "Verifica",
        "Bevestiging", "Validatie", "Naleving", "Toetsing",
        "Potwierdzenie", "Walidacja", "Zgodność", "Weryfikacja",
        "Подтверждение", "Проверка", "Валидация", "Соответствие",
        "确认", "验证", "合规性", "合规", "確認", "検証", "コンプライアンス", "遵守",
    ),
    "links": (
        "Links", "References", "More Information", "Additional Information", "Reference", "Further Reading",
        "Further Information", "See Also", "Related Links", "Resources", "Sources", "External References",
        "References and Links", "Bibliography", "Supporting Material", "Related",
        "Verweise", "Referenzen", "Weitere Informationen", "Weiterführende Informationen", "Quellen", "Siehe auch",
        "Literatur", "Weiterführende Links",
        "Liens", "Références", "Les références", "Plus d'informations", "Informations complémentaires", "Voir aussi",
        "Enlaces", "Referencias", "Más información", "Información adicional", "Véase también",
        "Ligações", "Referências", "Mais informações", "Informações adicionais", "Veja também",
        "Collegamenti", "Riferimenti", "Maggiori informazioni", "Ulteriori informazioni", "Vedi anche",
        "Verwijzingen", "Referenties", "Meer informatie", "Aanvullende informatie", "Zie ook",
        "Linki", "Odnośniki", "Odwołania", "Więcej informacji", "Dodatkowe informacje", "Zobacz też", "Źródła",
        "Ссылки", "Дополнительная информация", "Источники", "Литература", "См. также",
        "链接", "参考", "参考资料", "更多信息", "附加信息", "相关链接", "参考文献",
        "リンク", "参照", "参考資料", "追加情報", "詳細情報", "その他の情報", "関連リンク",
        "링크", "참고 자료", "추가 정보",
    ),
    "status": (
        "Status", "State", "Current Status", "Statut", "État", "Estado", "Stato", "Stan", "Статус", "Состояние",
        "状态", "状態", "ステータス", "상태",
    ),
    "assumptions": (
        "Assumptions", "Assumption", "Annahmen", "Hypothèses", "Suppositions", "Supuestos", "Suposiciones",
        "Premissas", "Suposições", "Assunzioni", "Ipotesi", "Aannames", "Założenia", "Допущения", "Предположения",
        "假设", "前提条件", "前提", "仮定",
    ),
    "constraints": (
        "Constraints", "Constraint", "Limitations", "Restrictions", "Randbedingungen", "Einschränkungen",
        "Rahmenbedingungen", "Contraintes", "Restricciones", "Limitaciones", "Restrições", "Limitações", "Vincoli",
        "Limiti", "Beperkingen", "Randvoorwaarden", "Ograniczenia", "Ограничения", "约束", "约束条件", "限制",
        "制約", "制約条件", "制約事項",
    ),
    "implications": (
        "Implications", "Implication", "Implikationen", "Implicaciones", "Implicações", "Implicazioni", "Implicaties",
        "Implikacje", "Импликации",
    ),
    "related-decisions": (
        "Related Decisions", "Related Decision", "Related ADRs", "Other Related ADRs", "Related ADR",
        "Associated Decisions", "Verwandte Entscheidungen", "Zugehörige Entscheidungen", "Décisions liées",
        "Décisions connexes", "Autres ADR associés", "Decisiones relacionadas", "Otros ADR relacionados",
        "Decisões relacionadas", "Decisioni correlate", "Decisioni collegate", "Gerelateerde beslissingen",
        "Powiązane decyzje", "Связанные решения", "相关决策", "関連する決定", "関連する意思決定", "その他の関連 ADR",
    ),
    "related-requirements": (
        "Related Requirements", "Verwandte Anforderungen", "Zugehörige Anforderungen", "Exigences liées",
        "Requisitos relacionados", "Requisiti correlati", "Gerelateerde eisen", "Powiązane wymagania",
        "Связанные требования", "相关需求", "関連する要件",
    ),
    "related-artifacts": (
        "Related Artifacts", "Related Artefacts", "Verwandte Artefakte", "Zugehörige Artefakte", "Artefacts liés",
        "Artefactos relacionados", "Artefatos relacionados", "Artefatti correlati", "Gerelateerde artefacten",
        "Powiązane artefakty", "Связанные артефакты", "相关工件", "相关制品", "関連する成果物",
    ),
    "related-principles": (
        "Related Principles", "Verwandte Prinzipien", "Zugehörige Prinzipien", "Principes liés",
        "Principios relacionados", "Princípios relacionados", "Principi correlati", "Gerelateerde principes",
        "Powiązane zasady", "Связанные принципы", "相关原则", "関連する原則",
    ),
    "notes": (
        "Notes", "Note", "Remarks", "Comments", "Additional Notes", "Discussion", "Notizen", "Anmerkungen",
        "Bemerkungen", "Hinweise", "Remarques", "Commentaires", "Notas", "Observaciones", "Observações", "Comentários",
        "Note aggiuntive", "Osservazioni", "Notities", "Opmerkingen", "Uwagi", "Notatki", "Примечания", "Заметки",
        "备注", "说明", "注释", "備考", "注記", "メモ", "비고",
    ),
})  # fmt: skip
SECTIONS: tuple[str, ...] = tuple(HEADINGS)

_COMMENT = re.compile(r"<!--.*?(?:-->|$)")
_LINK = re.compile(r"!?\[([^\[\]]*)\]\([^()]*\)")
_ROLE = re.compile(r"\{[\w:.+-]+\}(?=`)|:[\w:.+-]+:(?=`)")
_TARGET = re.compile(r"\s*<[^<>`]*>(?=`)")
#: A number before the words of a heading.
_NUMBER = re.compile(r"(?:§\s*)?(?:\d{1,3}(?:\.\d{1,3})*[.):]?|[a-z][.)]|[ivx]{1,5}[.)])\s+")
_SUFFIX = re.compile(r"\s*[(\[](?:optional|optionnel|facultatif|opcional|opzionale|optioneel|opcjonalne"
                     r"|необязательно|可选|省略可能)[)\]]$")  # fmt: skip


@lru_cache(maxsize=4096)
def normalised(heading: str) -> str:
    """Return a heading as it is compared: without case, markup, number, pictures, and the colon at its end."""
    text = _LINK.sub(r"\1", _COMMENT.sub("", heading))
    if "`" in text:
        text = _TARGET.sub("", _ROLE.sub("", text))
    text = unicodedata.normalize("NFKC", text).casefold().replace("\N{RIGHT SINGLE QUOTATION MARK}", "'")
    text = text.translate(_WITHOUT_MARKUP)
    text = _trimmed(" ".join(text.split()))
    return _trimmed(_SUFFIX.sub("", _NUMBER.sub("", text, count=1) if _NUMBER.match(text) else text))


_WITHOUT_MARKUP = {ord(sign): None for sign in "*_`\N{VARIATION SELECTOR-16}\N{ZERO WIDTH JOINER}"}


def _trimmed(text: str) -> str:
    """Return a text without the signs at its ends; brackets stay, and so do letters and digits of any script."""
    start, end = 0, len(text)
    while start < end and not (text[start].isalnum() or text[start] in "([§"):
        start += 1
    while end > start and not (text[end - 1].isalnum() or text[end - 1] in ")]"):
        end -= 1
    return text[start:end]


def heading_table(more: Mapping[str, Iterable[str]] = MappingProxyType({})) -> dict[str, str]:
    """Return the section of each heading, compared by `normalised`; ``more`` adds headings, and wins."""
    table = {normalised(heading): section for section, headings in HEADINGS.items() for heading in headings}
    return table | {normalised(heading): section for section, headings in more.items() for heading in headings}


@cache
def default_headings() -> Mapping[str, str]:
    """Return the section of each heading that is known by itself."""
    return MappingProxyType(heading_table())
